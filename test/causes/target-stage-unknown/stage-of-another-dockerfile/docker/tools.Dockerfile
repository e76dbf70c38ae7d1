FROM node:20-slim AS linter
WORKDIR /app
COPY package.json ./
CMD ["npm", "run", "lint"]
