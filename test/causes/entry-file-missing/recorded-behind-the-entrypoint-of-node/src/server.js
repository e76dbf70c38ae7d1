require("node:http").createServer((_, res) => res.end("up")).listen(3000);
