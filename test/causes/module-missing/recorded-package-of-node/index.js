const mailer = require("nodemailer");

mailer.createTransport({ host: process.env.SMTP_HOST });
