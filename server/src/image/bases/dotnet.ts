import type { BaseImage } from "../base-images.ts";
import { names } from "../programs.ts";
import { alpine } from "./alpine.ts";
import { debian, glibcLoaders } from "./debian.ts";
import { certificatePrograms } from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { idsOf, type Layout, standardPath, treeOf } from "./layout.ts";
import { readTag, type Tag } from "./tag.ts";
import { ubuntu } from "./ubuntu.ts";

type Repository = "sdk" | "aspnet" | "runtime" | "runtime-deps";

/** mcr.microsoft.com/dotnet/*, from dotnet/dotnet-docker: `dotnet` links to /usr/share/dotnet. */
export function dotnet(repository: string, text: string): BaseImage | undefined {
  if (!isRepository(repository)) return undefined;
  const tag = readTag(text, /^(amd64|arm64v8|arm32v7|extra|composite|chiseled|preview)$/);
  if (!tag || Number.isNaN(tag.major)) return undefined;
  const base = tag.words.has("chiseled") ? chiseled(tag, repository) : fullBase(tag);
  if (!base) return undefined;
  const onAlpine = base.distribution === "alpine";
  const withUser = extend(base, {
    family: `dotnet/${repository}`,
    environment: {
      DOTNET_RUNNING_IN_CONTAINER: "true",
      ...(tag.major >= 8 && { APP_UID: "1654", ASPNETCORE_HTTP_PORTS: "8080" }),
      ...(tag.major < 8 && { ASPNETCORE_URLS: "http://+:80" }),
    },
    ...(tag.major >= 8 && {
      accounts: { app: 1654 },
      folders: ["/home/app"],
      closed: ["/home/app"],
    }),
    ...(!onAlpine && base.shell !== "none" && { programs: [certificatePrograms] }),
    perhaps: ["tzconfig"],
  });
  if (repository === "runtime-deps") return withUser;
  const runtime = extend(withUser, {
    family: `dotnet/${repository}`,
    files: ["/usr/share/dotnet/dotnet"],
    links: { "/usr/bin/dotnet": "/usr/share/dotnet/dotnet" },
    runtime: { language: ".NET", version: String(tag.major) },
    ...(base.shell === "none" && { entrypoint: ["/usr/bin/dotnet"] }),
  });
  // A link is a program in PATH like any other.
  const linked = { ...runtime, programs: new Map([...runtime.programs, ["dotnet", "/usr/bin"]]) };
  if (repository !== "sdk") return linked;
  return extend(linked, {
    family: "dotnet/sdk",
    programs: [{ "/usr/bin": "curl git pwsh" }],
    packages: "unlisted",
  });
}

function isRepository(name: string): name is Repository {
  return /^(sdk|aspnet|runtime|runtime-deps)$/.test(name);
}

/** Without a word for it: Debian up to 9.0, Ubuntu in 10.0. */
function fullBase({ alpine: onAlpine, ubuntu: onUbuntu, debian: onDebian, major }: Tag) {
  if (onAlpine !== undefined) return alpine(onAlpine);
  if (onUbuntu) return ubuntu(onUbuntu);
  if (onDebian) return debian(onDebian);
  if (major <= 5) return debian("buster");
  if (major <= 7) return debian("bullseye");
  if (major <= 9) return debian("bookworm");
  return major === 10 ? ubuntu("noble") : undefined;
}

/** Ubuntu cut down with chisel: no shell, no program but `dotnet`. */
function chiseled({ ubuntu: release, major }: Tag, repository: Repository): BaseImage | undefined {
  const { libcVersion } = ubuntu(release);
  if (!release || major < 8 || repository === "sdk") return undefined;
  return {
    family: "dotnet",
    distribution: "distroless",
    release,
    libc: "glibc",
    libcVersion,
    shell: "none",
    // The engine gives every container a PATH where the image has none.
    environment: { PATH: standardPath },
    workingDir: "/",
    user: "1654",
    entrypoint: undefined,
    command: undefined,
    volumes: [],
    ports: [],
    programs: new Map(),
    complete: true,
    users: new Set(["root", "app"]),
    usersComplete: true,
    groups: names("root app"),
    uids: idsOf("root:0 app:1654"),
    folders: [],
    tree: treeOf(chiseledLayout, [], {
      files: glibcLoaders,
      doubts: [
        /^\/(boot|media|mnt|opt|srv|root|usr\/local|usr\/games|usr\/src)$/,
        /^\/usr\/share\//,
      ],
      merged: "yes",
    }),
  };
}

const chiseledLayout: Layout = {
  "/": "bin dev etc home lib lib64 proc run sbin sys tmp usr var",
  "/usr": "bin include lib lib64 sbin share",
  "/usr/share": "…",
  "/var": "…",
  "/bin": "",
  "/sbin": "",
  "/usr/bin": "",
  "/usr/sbin": "",
  "/home": "app",
  "/home/app": "",
};
