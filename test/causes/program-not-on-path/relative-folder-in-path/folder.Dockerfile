FROM node:20-slim
WORKDIR /srv
ENV PATH="node_modules/.bin:$PATH"
#        ^^^^^^^^^^^^^^^^^^^^^^^^^ program-not-on-path: PATH finds serve.sh by its relative folder "node_modules/.bin" alone, and from there the engine executes nothing: exec: "serve.sh": cannot run executable found relative to current directory
COPY --chmod=755 serve.sh node_modules/.bin/serve.sh
ENTRYPOINT ["serve.sh"]
