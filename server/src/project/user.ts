import type { Word } from "../base/text.ts";
import { uidIn } from "../image/accounts.ts";
import type { User } from "../launch/permits.ts";
import { ancestry, runsThatCreate } from "./ancestry.ts";
import type { Container } from "./project.ts";

/** Whom a container runs as, where that is surely not root. */
export interface ContainerUser extends User {
  /** As it was asked for. */
  readonly name: string;
  /** The word in USER or `user:`; of a base image it stands in no file. */
  readonly word: Word;
}

const memory = new WeakMap<Container, ContainerUser | undefined>();

/** Undefined for root, and where the user is not known. */
export function userOf(container: Container): ContainerUser | undefined {
  if (!memory.has(container)) memory.set(container, compute(container));
  return memory.get(container);
}

function compute({ service, image }: Container): ContainerUser | undefined {
  const word =
    service?.user ?? (image?.config.user.kind === "set" ? image.config.user.value : undefined);
  if (!word || ("unknown" in word && word.unknown)) return undefined;
  const [name = "", group] = word.text.split(":");
  const gids = group !== undefined && /^\d+$/.test(group) ? [Number(group)] : undefined;
  const uid = uidIn(image?.base, name);
  if (uid === 0 || name === "") return undefined;
  if (uid !== undefined) return { name: word.text, word, uid, gids };
  return isCreated(name, image) || image?.base?.users.has(name)
    ? { name: word.text, word, uid: undefined, gids: undefined }
    : undefined;
}

/** A RUN creates the user, and not as another name of root. */
function isCreated(name: string, image: Container["image"]): boolean {
  if (!image) return false;
  const { stage, dockerfile } = image;
  const runs = ancestry(stage, dockerfile.stages).flatMap((one) => runsThatCreate(name, one));
  const text = runs.map(({ span }) => dockerfile.text.slice(span.start, span.end)).join("\n");
  return (
    runs.length > 0 &&
    !/(^|\s)(-o|--non-unique|(-u|--uid)[ =]?0|-[gG][ =]?(0|root))(\s|$)/.test(text)
  );
}
