import { resolve } from "../base/path.ts";
import type { ComposeFile, Mount } from "../compose/model.ts";
import { get, items, type Node, scalar } from "../compose/tree.ts";
import { before } from "./edits.ts";
import type { Refusal, Rule } from "./refusal.ts";
import { known } from "./values.ts";

/** Sources that are no name and no path, and targets where nothing can be mounted. */
export const mounts: Rule = function* ({ body, mounts, replacedMounts }, composeFile) {
  const own = mounts.filter(({ type }) => type !== "config" && type !== "secret");
  for (const mount of own) {
    const refusal = sourceRefused(mount, composeFile) ?? targetRefused(mount, composeFile);
    if (refusal) yield refusal;
  }
  for (const { item } of items(get(body, "volumes"))) {
    const refusal = item.kind === "map" ? longRefused(item) : undefined;
    if (refusal) yield refusal;
  }
  yield* twice([...replacedMounts, ...mounts], body);
};

const drive = /^[A-Za-z]:[\\/]/;

function sourceRefused(mount: Mount, composeFile: ComposeFile): Refusal | undefined {
  const { source, target, span } = mount;
  const { file } = composeFile;
  if (!source) {
    const [, letter] = /^([A-Za-z]):\//.exec(target.text) ?? [];
    if (!letter || target.unknown || drive.test(file) || mount.type === "tmpfs") return undefined;
    return {
      at: span,
      message: `${target.text} is taken for a path of the drive ${letter}: a volume needs a name of two letters`,
      said: "mount path must be absolute",
    };
  }
  if (source.unknown) return undefined;
  if (drive.test(source.text) && mount.type === "bind" && !drive.test(file)) {
    return {
      at: span,
      message: `${source.text} is a path of Windows: elsewhere its colon divides the source from the target`,
      said: "invalid volume specification",
      certainty: "likely",
    };
  }
  if (mount.type !== "volume" || /^[A-Za-z0-9][\w.-]*$/.test(source.text)) return undefined;
  const path = /^[\w.-]+(\/[\w.-]*)+$/.test(source.text);
  const edits = path ? before(`${source.text}:`, "./", source, composeFile) : undefined;
  return {
    at: span,
    message: path
      ? `${source.text} is taken for the name of a volume, which has no slash: a folder beside the compose file is ./${source.text}`
      : `${source.text} is no name of a volume: letters, digits, _ . and -, the first a letter or digit`,
    said: `refers to undefined volume ${source.text}`,
    ...(edits && { fix: { title: `Mount the folder ./${source.text}`, edits } }),
  };
}

function targetRefused(
  { target, type, span }: Mount,
  composeFile: ComposeFile,
): Refusal | undefined {
  if (target.unknown || type === "other" || drive.test(target.text)) return undefined;
  if (!target.text.startsWith("/")) {
    // Windows containers have other paths.
    if (target.text.startsWith("\\") || target.text === "") return undefined;
    const edits = before(target.text, "/", target, composeFile);
    return {
      at: span,
      message: `the target ${target.text} does not start with a slash: a mount lies at an absolute path of the container`,
      said: `invalid mount path: '${target.text}' mount path must be absolute`,
      ...(edits && { fix: { title: `Mount it at /${target.text}`, edits } }),
    };
  }
  if (resolve("/", target.text) !== "/") return undefined;
  return {
    at: span,
    message: "nothing can be mounted over the root of the container",
    said: "invalid specification: destination can't be '/'",
  };
}

function longRefused(item: Node): Refusal | undefined {
  const type = known(item, "type");
  if (type && !/^(bind|volume|tmpfs|npipe|cluster|image)$/.test(type.text)) {
    return {
      at: type,
      message: `there are no mounts of type "${type.text}": bind, volume, tmpfs`,
      said: `invalid mount config for type "${type.text}": mount type unknown`,
    };
  }
  const source = scalar(get(item, "source"));
  if (type?.text === "tmpfs" && source) {
    return {
      at: source,
      message: "a tmpfs lies in memory and has no source",
      said: 'invalid mount config for type "tmpfs": field Source must not be specified',
    };
  }
  if (type?.text === "bind" && !get(item, "source")) {
    return {
      at: type,
      message: "a bind mount needs a source: a path of the host",
      said: 'invalid mount config for type "bind": field Source must not be empty',
    };
  }
  const propagation = known(item, "bind", "propagation");
  if (propagation && !/^(r?private|r?shared|r?slave|)$/.test(propagation.text)) {
    return {
      at: propagation,
      message: `there is no propagation "${propagation.text}": private, shared, slave, rprivate, rshared, rslave`,
      said: `invalid propagation mode: ${propagation.text}`,
    };
  }
  return undefined;
}

/** Two mounts at one place: compose keeps the last of `volumes`, and passes on what stands in `tmpfs`. */
function* twice(mounts: readonly Mount[], body: Node): Generator<Refusal> {
  const key = get(body, "tmpfs");
  const inTmpfs = ({ span }: Mount) =>
    key !== undefined && key.file === span.file && key.start <= span.start && span.end <= key.end;
  const seen = new Map<string, Mount>();
  for (const mount of mounts) {
    const { target, source } = mount;
    if (target.unknown || !target.text.startsWith("/")) continue;
    const path = resolve("/", target.text);
    const earlier = seen.get(path);
    seen.set(path, mount);
    // The same thing twice is the same thing, and another file may well say otherwise.
    if (!earlier || earlier.span.file !== mount.span.file) continue;
    if (earlier.type === mount.type && earlier.source?.text === source?.text) continue;
    const mixed = inTmpfs(mount) !== inTmpfs(earlier);
    const isShort = earlier.source && earlier.span.start === earlier.source.start;
    yield {
      at: mixed || mount.span.start === target.start ? mount.span : target,
      message: mixed
        ? `${path} is mounted twice, by volumes and by tmpfs`
        : `${path} is mounted twice: Compose keeps the last of them, and without Compose the engine refuses both`,
      said: `Duplicate mount point: ${path}`,
      ...(!mixed
        ? { certainty: "possible" }
        : !(earlier.type === "bind" && isShort) && { certainty: "likely" }),
    };
  }
}
