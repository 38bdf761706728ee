/** The line to the server: comes back by itself after every kind of loss, and goes on where it stopped. */
const pausesMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** The server is heard every 15 s; after this long without a word the line is dead. */
const silenceMs = 40_000;
/** Nobody looks at a hidden page: after this long it gives its connection back. */
const hiddenMs = 60_000;

/**
 * @param {object} parts
 * @param {(entry: import('./page.js').Entry) => void} parts.onEntry
 * @param {(entry: import('./page.js').Entry) => void} parts.onEdited It says this now.
 * @param {() => void} parts.onReady All that the server has is here.
 * @param {() => void} parts.onTyping
 * @param {(state: import('./page.js').Connection) => void} parts.onState
 */
export function createStream({ onEntry, onEdited, onReady, onTyping, onState }) {
  /** @type {EventSource | null} */
  let source = null;
  let cursor = '';
  let failures = 0;
  let retryTimer = 0;
  let silenceTimer = 0;
  let hiddenTimer = 0;

  function close() {
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
    source?.close();
    source = null;
  }

  function lost() {
    close();
    if (!navigator.onLine) return onState('offline');
    // The first stumble is not worth a word.
    onState(failures === 0 ? 'connecting' : 'lost');
    const pause = pausesMs[Math.min(failures++, pausesMs.length - 1)] ?? 0;
    retryTimer = setTimeout(open, pause * (0.75 + Math.random() / 2));
  }

  /** @param {Event} event */
  function heard(event) {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(lost, silenceMs);
    if (event instanceof MessageEvent && event.lastEventId) cursor = event.lastEventId;
  }

  function open() {
    close();
    const line = new EventSource(`/web/events${cursor ? `?after=${encodeURIComponent(cursor)}` : ''}`);
    source = line;
    silenceTimer = setTimeout(lost, silenceMs);
    line.onerror = lost;
    line.addEventListener('beat', heard);
    line.addEventListener('entry', (event) => {
      heard(event);
      onEntry(JSON.parse(event.data));
    });
    line.addEventListener('edited', (event) => {
      heard(event);
      onEdited(JSON.parse(event.data));
    });
    line.addEventListener('typing', (event) => {
      heard(event);
      onTyping();
    });
    line.addEventListener('ready', (event) => {
      heard(event);
      failures = 0;
      onState('open');
      onReady();
    });
  }

  function restart() {
    failures = 0;
    onState('connecting');
    open();
  }

  addEventListener('online', restart);
  addEventListener('offline', () => {
    close();
    onState('offline');
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', (event) => event.persisted && restart());
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) {
      hiddenTimer = setTimeout(() => {
        close();
        onState('asleep');
      }, hiddenMs);
    } else if (!source) restart();
  });

  return { restart };
}
