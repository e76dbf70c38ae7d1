console.log(require("./settings.json"));
