import { table } from "./files.ts";

const golang = "FROM debian:12-slim\nENV GOPATH=/go\nWORKDIR /src\nCOPY . .\n";
const context = {
  "go.mod": "module github.com/me/tool/v2\n\ngo 1.22\n",
  "cmd/api/main.go": "package main",
};

table([
  {
    title: "-o names the program, in all its forms",
    dockerfile: `${golang}ARG VERSION
RUN CGO_ENABLED=0 GOOS=linux go build -trimpath -ldflags "-s -w -X main.v=$VERSION" -o /out/api ./cmd/api \\
 && go build -o=bin/tool -ldflags="-X x=$VERSION" . && go build -C cmd/api -o ../x .`,
    context,
    present: ["/out/api", "/src/bin/tool", "/src/cmd/x"],
    absent: ["/src/api", "/out/tool", "/src/tool", "/x"],
    unknown: ["/root/.cache/go-build/x"],
  },
  {
    title: "without -o the last part of the module's path, or the folder's name",
    dockerfile: `${golang}RUN go build && cd / && go build -C /src ./cmd/api && cd /src && go build main.go || true`,
    context,
    present: ["/src/tool", "/src/api", "/src/main"],
    absent: ["/src/v2", "/src/src", "/api"],
  },
  {
    title: "-o that is a folder holds the program",
    dockerfile: `${golang}RUN mkdir /app && go build -o /app ./cmd/api && go build -o /bins/ ./...`,
    context,
    present: ["/app/api", "/bins"],
    absent: ["/app/app"],
    unknown: ["/bins/api"],
  },
  {
    title: "several packages leave nothing, and a value that nobody knows leaves anything",
    dockerfile: `${golang}RUN go build ./cmd/api ./cmd/web\nARG OUT\nRUN go build -o "$OUT" .`,
    context,
    unknown: ["/srv/tool", "/src/api"],
    present: ["/src/go.mod"],
  },
  {
    title: "install goes into the bin folder under the name of the package",
    dockerfile: `${golang}RUN go install github.com/air-verse/air@latest && go install -tags x github.com/pressly/goose/v3/cmd/goose@v3.1.0 \\
 && GOBIN=/usr/local/bin go install .`,
    context,
    present: ["/go/bin/air", "/go/bin/goose", "/usr/local/bin/tool"],
    absent: ["/usr/local/bin/air"],
  },
  {
    title: "for which machine, only where it is said",
    dockerfile: `${golang}RUN GOARCH=amd64 CGO_ENABLED=0 go build -o /a . && GOARCH=arm64 go build -o /b . && go build -o /c .`,
    context,
    facts: {
      "/a": { mode: 0o755, head: { kind: "elf", machine: "amd64" } },
      "/b": { head: { kind: "elf", machine: "arm64", incomplete: true } },
      "/c": { head: undefined },
    },
  },
  {
    title: "modules go into their cache",
    dockerfile: `${golang}RUN --mount=type=cache,target=/go/pkg/mod go mod download && go mod vendor && go vet ./... && go version`,
    context,
    present: ["/src/vendor"],
    absent: ["/src/tool", "/srv/x"],
    unknown: ["/src/vendor/x"],
  },
]);
