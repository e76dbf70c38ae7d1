FROM node:20-slim AS base
ARG ENTRY
# <--------- arg-out-of-scope: ARG ENTRY is gone when the image is built: at run time the shell finds no variable of that name, and $ENTRY is empty
WORKDIR /srv

FROM base
COPY server.js ./
CMD node $ENTRY
