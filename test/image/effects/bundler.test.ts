import { table } from "./files.ts";

const ruby = "FROM debian:12-slim\nENV GEM_HOME=/usr/local/bundle\nWORKDIR /app\nCOPY . .\n";
const Gemfile = `source "https://rubygems.org"
gem "rails", "~> 7"
gem "puma"
group :development do
  gem "foreman"
end
gem "sidekiq", group: :jobs
`;

table([
  {
    title: "into the image's own folder, with the programs that are not left out by group",
    dockerfile: `${ruby}RUN gem install foreman -v 1 && bundle install --jobs 4`,
    context: { Gemfile },
    present: [
      "/usr/local/bundle/bin/rails",
      "/usr/local/bundle/bin/puma",
      "/usr/local/bundle/bin/foreman",
    ],
    unknown: ["/usr/local/bundle/bin/sidekiq"],
    absent: ["/app/vendor", "/srv/x"],
  },
  {
    title: "into the project, by a setting or a flag",
    dockerfile: `${ruby}ENV BUNDLE_APP_CONFIG=/app/.bundle
RUN bundle config set --local path 'vendor/bundle' && bundle install && BUNDLE_PATH=/gems bundle install --without test`,
    context: { Gemfile },
    present: ["/app/vendor/bundle", "/gems"],
    unknown: ["/app/vendor/bundle/ruby/3.3.0/bin/rails", "/gems/x"],
    absent: ["/vendor", "/srv/x"],
  },
  {
    title: "a task of the project",
    dockerfile: `${ruby}RUN SECRET_KEY_BASE=1 ./bin/rails assets:precompile && bundle exec rake db:x`,
    context: { Gemfile },
    unknown: ["/app/public/assets/x"],
    absent: ["/srv/x"],
    present: ["/app/Gemfile"],
  },
]);
