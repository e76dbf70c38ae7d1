const [port = "3000"] = process.argv.slice(2);
require("node:http")
  .createServer((_, response) => response.end("up"))
  .listen(Number(port), () => console.log("listening on", port));
