require("shop-kit");
setInterval(() => {}, 1000);
