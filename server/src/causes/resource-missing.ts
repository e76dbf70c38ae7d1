import { nearest } from "../base/nearest.ts";
import type { ComposeFile, Service, Value } from "../compose/model.ts";
import type { Evidence, Unmet } from "../evidence.ts";
import { placeOfNeed } from "../project/engine-needs.ts";
import { containerOf } from "../project/match.ts";
import { type ResourceKind, resourcesDefined, resourcesNamed } from "../project/named-resources.ts";
import type { Container } from "../project/project.ts";
import { containersOf, standsAlone } from "../project/together.ts";
import { rewritePart } from "../refusals/edits.ts";
import { defineCause, type Finding, type Fix, insert, type Prediction } from "./cause.ts";
import { refusal } from "./words.ts";

const said =
  /network (\S+) not found|cannot join network (?:namespace )?of a non running container|No such container: (\S+)|could not get container for (\S+)|error gathering device information while adding custom device "([^"]+)"|external (?:network|volume) (\S+) not found|network (\S+) declared as external, but could not be found/;

export const resourceMissing = defineCause({
  id: "resource-missing",
  title: "A network, volume, container or device that it names does not exist",
  severity: "error",

  *predict(project) {
    for (const { service, composeFile } of project.services) {
      const containers = containersOf(service, project);
      for (const { kind, name } of resourcesNamed(service)) {
        if (name.unknown) continue;
        // A part of a project may lie anywhere: what one file defines, another may be read with.
        const known = project.composeFiles.some((file) =>
          resourcesDefined(file, kind).includes(name.text),
        );
        if (known) continue;
        const alone = standsAlone(composeFile) && !project.parts(composeFile);
        for (const one of undefinedHere(kind, name, service, composeFile, alone)) {
          yield { ...one, containers };
        }
      }
      for (const one of modeOfNetwork(service, composeFile)) yield { ...one, containers };
    }
  },

  *confirm(evidence, project) {
    const container = containerOf(evidence, project);
    for (const unmet of evidence.unmet ?? []) yield* notThere(unmet, evidence, container);
    const quote = refusal(evidence, said);
    if (!quote) return;
    const name = said.exec(quote.text)?.slice(1).find(Boolean);
    yield {
      certainty: "certain",
      message: name
        ? `"${evidence.target.name}" names ${name}, which does not exist: it was removed or never made`
        : `"${evidence.target.name}" shares the network of a container that does not run`,
      quotes: [quote],
    };
  },
});

/** What a service without a container needs, and the engine does not have. */
function* notThere(
  { need, holder }: Unmet,
  { target }: Evidence,
  container: Container | undefined,
): Generator<Finding> {
  const { kind, name } = need;
  const { at, shares = "shares something with" } = placeOfNeed(need, container) ?? {};
  switch (kind) {
    case "network":
    case "volume":
      yield {
        ...(at && { at }),
        certainty: "certain",
        message: `"${target.name}" uses the ${kind} ${name}, which is external, so that compose does not make it, and the engine has none of that name: external ${kind} "${name}" not found`,
        quotes: [{ probe: "inspect", text: `no ${kind} is called ${name}` }],
      };
      return;
    case "container":
    case "partner":
      yield {
        ...(at && { at }),
        certainty: "certain",
        message: holder
          ? `"${target.name}" ${shares} the container ${name}, which does not run: its status is ${holder}`
          : `"${target.name}" ${shares} the container ${name}, which does not exist: No such container: ${name}`,
        quotes: [
          {
            probe: "inspect",
            text: holder ? `${name}: State.Status = ${holder}` : `no container is called ${name}`,
          },
        ],
      };
  }
}

function* undefinedHere(
  kind: ResourceKind,
  name: Value,
  service: Service,
  composeFile: ComposeFile,
  alone: boolean,
): Generator<Prediction> {
  const meant = nearest(
    name.text,
    resourcesDefined(composeFile, kind).filter((one) => one !== "default"),
  );
  if (!meant && !alone) return;
  const hint = meant ? `; did you mean "${meant}"?` : "";
  yield {
    at: name,
    certainty: "certain",
    message: `"${service.name.text}" uses the ${kind} "${name.text}", which is not defined under ${kind}s${hint}: service "${service.name.text}" refers to undefined ${kind} ${name.text}`,
    fixes: [
      ...(meant ? rename(name, meant, composeFile) : []),
      // What a secret or a config holds nobody can guess.
      ...(kind === "network" || kind === "volume" ? [define(kind, name.text, composeFile)] : []),
    ],
  };
}

/** The name may stand in a value that says more: the source of a mount. */
function rename(name: Value, meant: string, composeFile: ComposeFile): Fix[] {
  const edits = rewritePart(name.text, meant, name, composeFile);
  return edits ? [{ title: `Use "${meant}"`, edits }] : [];
}

function define(kind: ResourceKind, name: string, { file, text }: ComposeFile): Fix {
  const title = `Define the ${kind} "${name}"`;
  const section = new RegExp(`^${kind}s:[ \\t]*(#.*)?$`, "m").exec(text);
  if (section) return insert(file, section.index + section[0].length, `\n  ${name}:`, title);
  const end = text.trimEnd().length;
  return insert(file, end, `\n${kind}s:\n  ${name}:`, title);
}

/** `network_mode` wants the name that Docker knows, and compose puts the project's in front of its own. */
function* modeOfNetwork(service: Service, composeFile: ComposeFile): Generator<Prediction> {
  const mode = service.options.settings.get("network_mode");
  const network = mode && !mode.unknown && composeFile.networks.get(mode.text);
  if (!mode || !network || network.external || network.called) return;
  const key = service.body.entries.find(({ key }) => key.text === "network_mode")?.key;
  const text = composeFile.texts.get(mode.file);
  const span = key && key.file === mode.file && { ...key, end: mode.end };
  yield {
    at: mode,
    certainty: "likely",
    message: `network_mode takes the name that Docker knows, and compose calls the network "${mode.text}" of this file PROJECT_${mode.text}: network ${mode.text} not found`,
    related: [{ at: network.name, message: `"${mode.text}" is defined here` }],
    fixes:
      span && text
        ? [
            {
              title: `Join the network "${mode.text}"`,
              edits: [{ span, newText: `networks: [${text.slice(mode.start, mode.end)}]` }],
            },
          ]
        : [],
  };
}
