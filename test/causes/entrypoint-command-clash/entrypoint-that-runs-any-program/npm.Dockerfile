FROM node:20-slim
WORKDIR /srv
COPY package.json ./
ENTRYPOINT ["npm"]
CMD ["run", "npm"]
