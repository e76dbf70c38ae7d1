FROM node:20-slim
ENV PORT=3000
COPY server.js /srv/
RUN apt-get update && apt-get install -y tini
ENTRYPOINT ["tini", "--"]
CMD ["node", "/srv/server.js", "${PORT}"]
#                               ^^^^^^^ exec-form-not-expanded: no shell reads this, so node gets the text ${PORT} and not the variable's value
