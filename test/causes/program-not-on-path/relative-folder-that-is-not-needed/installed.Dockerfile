FROM node:20-slim
WORKDIR /srv
ENV PATH="$PATH:node_modules/.bin"
CMD ["node", "-e", "setInterval(() => {}, 1000)"]
