FROM nginx:1.27
COPY site /usr/share/nginx/html
CMD ["nginx"]
#     ^^^^^ exits-at-once: nginx goes into the background and is done: the container ends at once, and the server with it
