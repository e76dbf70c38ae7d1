import "./app/app.module";
