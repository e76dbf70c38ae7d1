console.log(require("greeting"));
