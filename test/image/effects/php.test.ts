import { table } from "./files.ts";

const debian = "FROM debian:12-slim\nWORKDIR /app\nCOPY . .\n";
const context = { "composer.json": '{"require": {"x/y": "1"}}' };

table([
  {
    title: "packages go into vendor",
    dockerfile: `${debian}RUN composer install --no-dev --no-interaction --prefer-dist`,
    context,
    present: ["/app/vendor", "/app/vendor/autoload.php"],
    unknown: ["/app/vendor/bin/x"],
    absent: ["/app/public", "/srv/x"],
  },
  {
    title: "scripts of the project, and folders that it names",
    dockerfile: `FROM debian:12-slim\nCOPY . /\nRUN cd a && composer install && composer --working-dir=/b install --no-scripts --no-autoloader`,
    context: {
      "a/composer.json": '{"scripts": {"post-install-cmd": ["@auto-scripts"]}}',
      "b/composer.json": '{"config": {"vendor-dir": "lib"}, "scripts": {"x": "y"}}',
    },
    present: ["/b/lib", "/a/vendor/autoload.php"],
    unknown: ["/a/public/bundles", "/b/lib/autoload.php"],
    absent: ["/b/vendor", "/b/public", "/srv/x"],
  },
  {
    title: "Composer's installer in both its forms",
    dockerfile: `${debian}RUN curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin --filename=composer
RUN php -r "copy('https://getcomposer.org/installer', 'composer-setup.php');" && php composer-setup.php && rm composer-setup.php`,
    present: ["/usr/local/bin/composer", "/app/composer.phar"],
    absent: ["/app/composer-setup.php", "/srv/x"],
  },
  {
    title: "extensions bring no server, and Composer only by name",
    dockerfile: `${debian}RUN docker-php-ext-install pdo_mysql && pecl install redis && a2enmod rewrite && install-php-extensions gd @composer`,
    present: ["/usr/local/bin/composer"],
    absent: ["/usr/local/bin/gunicorn", "/srv/x"],
    unknown: ["/usr/local/etc/php/conf.d/x.ini"],
  },
  {
    title: "commands of a framework stay in the project, other scripts do not",
    dockerfile: `${debian}RUN php artisan config:cache && php -v`,
    unknown: ["/app/bootstrap/cache/x"],
    absent: ["/srv/x"],
  },
]);
