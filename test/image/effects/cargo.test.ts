import { table } from "./files.ts";

const rust =
  "FROM debian:12-slim\nENV CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup\nWORKDIR /app\nCOPY . .\n";
const context = {
  "Cargo.toml": '[package]\nname = "my-api"\nversion = "0.1.0"\n',
  "src/main.rs": "fn main() {}",
};

table([
  {
    title: "a release lies in its own folder",
    dockerfile: `${rust}RUN cargo build --release --locked`,
    context,
    present: ["/app/target/release/my-api"],
    absent: [
      "/app/target/debug/my-api",
      "/app/target/release/my_api",
      "/app/target/x86_64-unknown-linux-musl",
    ],
    unknown: ["/app/target/release/deps/x"],
  },
  {
    title:
      "for another machine one folder deeper, and nothing beside the dependencies where it was",
    dockerfile: `${rust}RUN rustup target add x86_64-unknown-linux-musl && cargo build --target x86_64-unknown-linux-musl --profile=lean`,
    context,
    present: ["/app/target/x86_64-unknown-linux-musl/lean/my-api"],
    absent: ["/app/target/release", "/app/target/lean/my-api"],
    unknown: ["/app/target/lean/deps/x"],
  },
  {
    title: "by [[bin]], src/bin and --bin",
    dockerfile: `${rust}RUN cargo build && cargo build --release --bin worker`,
    context: {
      "Cargo.toml": '[package]\nname = "all"\n[[bin]]\nname = "api"\npath = "src/api.rs"\n',
      "src/api.rs": "",
      "src/bin/worker.rs": "",
    },
    present: ["/app/target/debug/api", "/app/target/debug/worker", "/app/target/release/worker"],
    absent: ["/app/target/debug/all", "/app/target/release/api"],
  },
  {
    title: "a member of a workspace builds into the folder of the whole",
    dockerfile: `${rust}RUN cd api && cargo build --release && cd .. && cargo build -p web`,
    context: {
      "Cargo.toml": '[workspace]\nmembers = ["api", "w*"]\n',
      "api/Cargo.toml": '[package]\nname = "api"\n',
      "api/src/main.rs": "",
      "web/Cargo.toml": '[package]\nname = "web"\n',
      "web/src/main.rs": "",
    },
    present: ["/app/target/release/api", "/app/target/debug/web"],
    absent: ["/app/api/target", "/app/target/debug/api"],
  },
  {
    title: "another target folder, by a variable",
    dockerfile: `${rust}ENV CARGO_TARGET_DIR=/build\nRUN cargo build --release`,
    context,
    present: ["/build/release/my-api"],
    absent: ["/app/target"],
    unknown: ["/build/release/build/x"],
  },
  {
    title: "a manifest, or a configuration, that nobody can read",
    dockerfile: `FROM debian:12-slim AS one\nWORKDIR /app\nADD https://x.org/Cargo.toml .\nRUN cargo build --release
FROM debian:12-slim\nENV CARGO_HOME=/usr/local/cargo\nCOPY --from=one /app/ /one\nWORKDIR /two\nCOPY . .\nRUN cargo build --release`,
    context: { ...context, ".cargo/config.toml": '[build]\ntarget = "x86_64-unknown-linux-musl"' },
    unknown: [
      "/one/target/release/x",
      "/two/target/x86_64-unknown-linux-musl/release/my-api",
      "/two/target/release/my-api",
    ],
    absent: ["/two/bin"],
  },
  {
    title: "what is only in a cache is not in the image, what is copied out of it is",
    dockerfile: `${rust}RUN --mount=type=cache,target=/app/target cargo build --release && cp target/release/my-api /usr/local/bin/`,
    context,
    present: ["/usr/local/bin/my-api"],
    absent: ["/app/target/release/my-api"],
  },
  {
    title: "programs for everybody, and those of a new project",
    dockerfile: `FROM debian:12-slim\nENV CARGO_HOME=/usr/local/cargo\nRUN cargo install diesel_cli --no-default-features --features postgres && cargo install --root /opt sqlx-cli \\
 && USER=root cargo new --bin /hello && cargo install --path /hello`,
    present: [
      "/usr/local/cargo/bin/diesel",
      "/opt/bin/sqlx",
      "/usr/local/cargo/bin/hello",
      "/hello/src/main.rs",
    ],
    absent: ["/opt/bin/diesel", "/hello/target"],
    unknown: ["/usr/local/cargo/registry/x"],
  },
  {
    title: "a dummy main for the dependencies, as people write it",
    dockerfile: `FROM debian:12-slim\nENV CARGO_HOME=/usr/local/cargo\nWORKDIR /app\nCOPY Cargo.toml .
RUN mkdir src && echo "fn main() {}" > src/main.rs && cargo build --release && rm -rf src target/release/deps/my_api*
COPY src src
RUN cargo build --release`,
    context,
    present: ["/app/target/release/my-api"],
    absent: ["/app/target/debug"],
  },
]);
