const { createServer } = require("node:http");
const { port } = require("../settings.json");

const server = createServer((_, response) => response.end("up")).listen(port, () => {
  console.log(`listening on ${port}`);
});
process.on("SIGTERM", () => server.close(() => process.exit(0)));
