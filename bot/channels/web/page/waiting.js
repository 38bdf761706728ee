/** Messages that the server has not accepted yet, kept over a reload or a closed tab. */
const prefix = 'ocop.waiting.';

/** Each message has its own key, so that two tabs never overwrite each other's. */
export function createWaiting() {
  /** Where the browser keeps nothing (private windows, full disk). @type {Map<string, string>} */
  const memory = new Map();
  /** No browser store holds a file for certain; these are sent in their turn, but lost with the page. @type {Map<string, import('./page.js').Waiting>} */
  const files = new Map();
  /** The clock may stand still or go back between two messages; their order must not. */
  let lastAt = 0;

  const stored = () => {
    const found = new Map(memory);
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(prefix)) found.set(name, localStorage.getItem(name) ?? '');
      }
    } catch {
      // What is in memory still goes out.
    }
    return found;
  };

  return {
    /** In the order of sending. @returns {import('./page.js').Waiting[]} */
    all() {
      return [...[...stored().values()].flatMap((json) => parse(json) ?? []), ...files.values()].sort(
        (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1),
      );
    },
    /** @param {import('./page.js').Waiting['body']} body @param {string} label @returns {import('./page.js').Waiting} */
    add(body, label) {
      lastAt = Math.max(Date.now(), lastAt + 1);
      const waiting = { id: randomUuid(), at: lastAt, label, body };
      const json = JSON.stringify(waiting);
      try {
        localStorage.setItem(prefix + waiting.id, json);
      } catch {
        memory.set(prefix + waiting.id, json);
      }
      return waiting;
    },
    /** @param {Blob} file @param {string} name @param {string} label @returns {import('./page.js').Waiting} */
    addFile(file, name, label) {
      lastAt = Math.max(Date.now(), lastAt + 1);
      const waiting = { id: randomUuid(), at: lastAt, label, body: { name }, file };
      files.set(waiting.id, waiting);
      return waiting;
    },
    /** @param {string} id */
    remove(id) {
      files.delete(id);
      memory.delete(prefix + id);
      try {
        localStorage.removeItem(prefix + id);
      } catch {
        // It was in memory only.
      }
    },
  };
}

/** @param {string} json @returns {import('./page.js').Waiting | null} */
function parse(json) {
  try {
    const value = JSON.parse(json);
    const isWhole = typeof value.id === 'string' && typeof value.at === 'number' && typeof value.body === 'object';
    return isWhole && value.body !== null ? { ...value, label: String(value.label) } : null;
  } catch {
    return null;
  }
}

/** `crypto.randomUUID` is missing on plain http, which an office network may well be. */
function randomUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
