#!/srv/runner
job nightly
