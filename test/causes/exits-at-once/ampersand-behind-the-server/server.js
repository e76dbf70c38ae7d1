require("node:http").createServer((_, response) => response.end("up")).listen(3000);
