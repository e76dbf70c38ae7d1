FROM node:20-slim
WORKDIR /srv
ENV PATH="node_modules/.bin:$PATH"
COPY --chmod=755 serve.sh node_modules/.bin/serve.sh
ENTRYPOINT ["./node_modules/.bin/serve.sh"]
