FROM redis:7
CMD ["redis-server", "--daemonize", "yes"]
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ exits-at-once: redis-server --daemonize yes goes into the background and is done: the container ends at once, and the server with it
