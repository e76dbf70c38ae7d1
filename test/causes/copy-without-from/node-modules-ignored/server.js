const fastify = require("fastify")();
fastify.get("/", async () => ({ ok: true }));
fastify.listen({ host: "0.0.0.0", port: 3000 });
