require("@shop/prices");
