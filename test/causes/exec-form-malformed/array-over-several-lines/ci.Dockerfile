FROM alpine:3.20
CMD ["sh", "-c", "echo it's ready && sleep 3600"]
