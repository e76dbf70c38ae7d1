const ms = require("ms");

setInterval(() => console.log(ms(process.uptime() * 1000)), 1000);
