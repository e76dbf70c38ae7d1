class Courier {}
