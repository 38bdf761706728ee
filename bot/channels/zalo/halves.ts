/** Messages of several parts: when one of them fails, a second try goes on from there. */

/** Messages of which some parts arrived before one failed. */
const mostHalves = 1000;

/** Sends the parts of the message `key` one after the other; gives back what the last one's send gave. */
export type SendParts = <Part>(
  key: string,
  parts: readonly Part[],
  send: (part: Part) => Promise<string>,
) => Promise<string>;

export function createHalves(): SendParts {
  const arrived = new Map<string, number>();
  return async (key, parts, send) => {
    let platformId = '';
    for (const [index, part] of parts.entries()) {
      if (index < (arrived.get(key) ?? 0)) continue;
      platformId = await send(part);
      if (index + 1 === parts.length) continue;
      if (arrived.size >= mostHalves) arrived.clear();
      arrived.set(key, index + 1);
    }
    arrived.delete(key);
    return platformId;
  };
}
