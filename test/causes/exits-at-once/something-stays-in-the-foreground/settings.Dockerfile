FROM nginx:1.27
RUN echo "daemon off;" >> /etc/nginx/nginx.conf
CMD ["nginx"]
