/** What of an event of the engine counts here. */
export interface Moment {
  /** "container start", "network disconnect". */
  readonly what: string;
  /** The container. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly exitCode?: number;
}

/** Who dies later than this had started, in milliseconds. */
const early = 10_000;

interface Life {
  readonly connected: boolean;
  readonly started?: number;
  /** Somebody stopped it. */
  readonly killed: boolean;
}

const unborn: Life = { connected: false, killed: false };

/**
 * Tells for each event whether a container has died right after its start, or could not be started. Of the
 * latter the engine says nothing: its container gets a network, and loses it again without a start.
 */
export function earlyDeaths(): (moment: Moment) => boolean {
  const lives = new Map<string, Life>();
  return ({ what, id, at, exitCode }) => {
    const life = lives.get(id) ?? unborn;
    switch (what) {
      case "network connect":
        lives.set(id, { connected: true, killed: false });
        return false;
      case "container start":
        lives.set(id, { connected: false, started: at, killed: false });
        return false;
      case "container kill":
        lives.set(id, { ...life, killed: true });
        return false;
      case "network disconnect":
        lives.delete(id);
        return life.connected;
      case "container die":
        lives.delete(id);
        return (
          life.started !== undefined && at - life.started < early && exitCode !== 0 && !life.killed
        );
      default:
        return false;
    }
  };
}
