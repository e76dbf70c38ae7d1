FROM node:20-slim AS base
ARG ENTRY
ENV ENTRY=$ENTRY
WORKDIR /srv

FROM base
COPY server.js ./
CMD node $ENTRY
