FROM fedora:40
CMD ["cd", "/srv"]
