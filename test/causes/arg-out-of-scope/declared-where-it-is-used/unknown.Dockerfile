ARG APP=shop
FROM registry.example.com/node
COPY apps/$APP /srv
