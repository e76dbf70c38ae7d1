import "./legacy";
