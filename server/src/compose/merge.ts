import { byName, list, mapped, named, started } from "./forms.ts";
import { type Entry, get, items, type MapNode, type Node, scalar } from "./tree.ts";

/**
 * A compose file, or a part of one, with another laid over it: lists are joined, maps are merged key by key,
 * anything else is replaced, with the exceptions below
 * (https://docs.docker.com/reference/compose-file/merge/, compose-go `override`). What `!reset` takes
 * away stands as a tombstone until `settled`. `at` is the path of both, such as `services.*`.
 */
export function merge(base: Node, over: Node, at = ""): Node {
  if (over.tag !== undefined || base.tag === "reset") return over;
  const rule = rules[at] ?? rules[at.replace(/[^.]+$/, "*")];
  if (rule) return rule(base, over, at);
  if (over.kind === "scalar" && over.text === undefined) return base;
  if (base.kind === "map" && over.kind === "map") return mergeMaps(base, over, at);
  if (base.kind === "list" && over.kind === "list") return joined(base, over);
  return over;
}

type Rule = (base: Node, over: Node, at: string) => Node;

function joined(base: Node, over: Node): Node {
  return { ...placeOf(over), kind: "list", items: [...list(base), ...list(over)] };
}

const replaced: Rule = (_, over) => over;

const merged =
  (form: (node: Node) => MapNode): Rule =>
  (base, over, at) =>
    mergeMaps(form(base), form(over), at);

/** Names with values, as a map or as a list of `NAME=value`: the last counts, also one without value. */
const assigned: Rule = (base, over) => {
  const entries = new Map(
    [...byName(base), ...byName(over)].map((entry) => [entry.key.text, entry]),
  );
  return { ...placeOf(over), kind: "map", entries: [...entries.values()] };
};

/** Ranges of addresses: those of the later file, each with what the earlier one says of it. */
const ranges: Rule = (base, over, at) => ({
  ...placeOf(over),
  kind: "list",
  items: items(over).map(({ item, block }) => {
    const subnet = scalar(get(item, "subnet"))?.text;
    const same = items(base).find((one) => scalar(get(one.item, "subnet"))?.text === subnet);
    return { item: same ? merge(same.item, item, `${at}.*`) : item, block };
  }),
});

/** Options belong to their driver: another driver brings its own. */
const logging: Rule = (base, over, at) => {
  const [one, other] = [base, over].map((node) => scalar(get(node, "driver"))?.text);
  const same = one === undefined || other === undefined || one === other;
  return same && base.kind === "map" && over.kind === "map" ? mergeMaps(base, over, at) : over;
};

const rules: Readonly<Record<string, Rule>> = {
  "networks.*.ipam.config": ranges,
  "networks.*.labels": assigned,
  "volumes.*.labels": assigned,
  "services.*.annotations": assigned,
  "services.*.build": merged((node) => mapped(node, "context")),
  "services.*.build.args": assigned,
  "services.*.build.additional_contexts": assigned,
  "services.*.build.extra_hosts": joined,
  "services.*.build.labels": assigned,
  "services.*.command": replaced,
  "services.*.depends_on": merged(started),
  "services.*.deploy.labels": assigned,
  "services.*.dns": joined,
  "services.*.dns_opt": joined,
  "services.*.dns_search": joined,
  "services.*.entrypoint": replaced,
  "services.*.env_file": joined,
  "services.*.environment": assigned,
  "services.*.extra_hosts": joined,
  "services.*.healthcheck.test": replaced,
  "services.*.label_file": joined,
  "services.*.labels": assigned,
  "services.*.logging": logging,
  "services.*.networks": merged(named),
  "services.*.sysctls": assigned,
  "services.*.tmpfs": joined,
  "services.*.ulimits.*": replaced,
};

/** Names that people choose: a rule speaks of all of them. */
const chosenBelow = /^(services|networks|volumes|configs|secrets)$/;

function mergeMaps(base: MapNode, over: MapNode, at: string): MapNode {
  const entries = new Map(base.entries.map((entry) => [entry.key.text, entry]));
  for (const { key, value } of over.entries) {
    const before = entries.get(key.text);
    const step = chosenBelow.test(at) ? "*" : key.text;
    const next: Entry = before
      ? { key: before.key, value: merge(before.value, value, at === "" ? step : `${at}.${step}`) }
      : { key, value };
    entries.set(key.text, next);
  }
  return { ...placeOf(base), kind: "map", entries: [...entries.values()] };
}

function placeOf({ file, start, end }: Node) {
  return { file, start, end };
}

/** The tree without what was reset, and without tags: as compose goes on with it. */
export function settled(root: Node): Node {
  const made = new Map<Node, Node>();
  return settle(root);

  function settle(node: Node): Node {
    const known = made.get(node);
    if (known) return known;
    const fresh = untagged(node);
    made.set(node, fresh);
    return fresh;
  }

  function untagged({ tag: _, ...node }: Node): Node {
    switch (node.kind) {
      case "map":
        return {
          ...node,
          entries: node.entries
            .filter(({ value }) => value.tag !== "reset")
            .map(({ key, value }) => ({ key, value: settle(value) })),
        };
      case "list":
        return {
          ...node,
          items: node.items
            .filter(({ item }) => item.tag !== "reset")
            .map(({ item, block }) => ({ item: settle(item), block })),
        };
      case "scalar":
        return node;
    }
  }
}
