FROM nginx:1.27
CMD ["nginx", "-g", "daemon off; env HOST; error_log /dev/stderr $LEVEL;"]
