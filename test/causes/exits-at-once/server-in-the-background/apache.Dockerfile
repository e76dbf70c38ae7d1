FROM ubuntu:24.04
RUN apt-get update && apt-get install -y apache2
CMD ["apachectl", "start"]
#     ^^^^^^^^^^^^^^^^^^ exits-at-once: apachectl start goes into the background and is done: the container ends at once, and the server with it
