import { isWithin } from "../base/path.ts";
import { defineCause } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

const said =
  /Read-only file system|No space left on device|(?:Permission denied|EACCES|PermissionError)/;
const path = /(?:['"‘`])(\/[^'"’`]+)['"’`]|(\/[^\s:'"]+)/;
const programs = /\bexec\b|can't open|cannot open|[Cc]annot execute|[Cc]an't execute/;

export const notWritable = defineCause({
  id: "not-writable",
  title: "It may not write where it must",
  severity: "error",

  *confirm(evidence) {
    const refused = refusal(
      evidence,
      /error mounting .*read-only file system|mkdirat? .*read-only file system/,
    );
    const quote = refused ?? complaint(evidence, said);
    if (!quote || (!refused && programs.test(quote.text))) return;
    const [, quoted, bare] = path.exec(quote.text) ?? [];
    const place = quoted ?? bare;
    if (!place && !refused) return;
    const mount = evidence.container?.mounts.find(
      ({ destination }) => place && isWithin(place, destination),
    );
    const who = evidence.user?.asked || "root";
    const where = mount
      ? `, which a ${mount.readOnly ? "read-only " : ""}mount brings with the owner it has there`
      : evidence.container?.readOnly
        ? "; the container's root is read-only"
        : "";
    yield {
      certainty: place ? "certain" : "likely",
      message: `user ${who} could not write ${place ?? "where a mount point had to be made"}${where}`,
      quotes: [quote],
    };
  },
});
