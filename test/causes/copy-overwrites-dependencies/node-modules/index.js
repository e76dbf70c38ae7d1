const sharp = require("sharp");
console.log(sharp.versions);
