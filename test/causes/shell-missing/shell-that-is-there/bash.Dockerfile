FROM alpine:3.20
RUN apk add --no-cache bash
SHELL ["/bin/bash", "-c"]
CMD echo ready && sleep 3600
