module.exports = "up";
