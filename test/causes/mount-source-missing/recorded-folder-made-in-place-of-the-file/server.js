const { greeting } = require("./settings.json");

setInterval(() => console.log(greeting), 1000);
