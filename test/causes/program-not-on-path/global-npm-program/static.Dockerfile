FROM node:20-alpine
RUN corepack enable
WORKDIR /srv
COPY public public
ENTRYPOINT ["pnpm", "dlx", "serve", "public"]
