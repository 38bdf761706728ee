import { lighter, upload } from './upload.js';

/** Sends what waits, one message after another, until the server has said yes or no to each. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const timeoutMs = 20_000;
const maxFileBytes = 10 * 1024 * 1024;

/**
 * @param {object} parts
 * @param {ReturnType<typeof import('./waiting.js').createWaiting>} parts.waiting
 * @param {(id: string) => void} parts.onAccepted
 * @param {(waiting: import('./page.js').Waiting, why: string) => void} parts.onRefused
 * @param {(id: string, percent: number | null) => void} parts.onProgress How much of a file is sent; null between tries.
 * @param {(why: string | null) => void} parts.onDelay Why sending pauses; null when it goes on.
 * @param {() => Promise<void>} parts.onStranger Gets a new cookie.
 */
export function createSender({ waiting, onAccepted, onRefused, onProgress, onDelay, onStranger }) {
  let isBusy = false;
  let failures = 0;
  let strangers = 0;
  let timer = 0;

  /** Sends what waits; sooner than planned if a pause is running. */
  async function kick() {
    clearTimeout(timer);
    if (isBusy) return;
    isBusy = true;
    try {
      for (;;) {
        const next = waiting.all()[0];
        if (!next || !(await sendOne(next))) return;
      }
    } finally {
      isBusy = false;
    }
  }

  /** @param {import('./page.js').Waiting} next @param {Blob} file @returns {Promise<import('./page.js').PostResult>} */
  async function postFile(next, file) {
    const light = await lighter(file);
    // The next try need not scale it again.
    next.file = light;
    if (light.size > maxFileBytes) {
      return { kind: 'refused', why: 'Tệp này quá lớn: mỗi tệp tối đa 10 MB. Bạn gửi tệp nhỏ hơn nhé.' };
    }
    const name = 'name' in next.body ? next.body.name : '';
    const address = `/web/files?id=${next.id}&name=${encodeURIComponent(name)}`;
    const response = await upload(address, light, (percent) => onProgress(next.id, percent));
    onProgress(next.id, null);
    return resultOf(response);
  }

  /** False when it must wait. @param {import('./page.js').Waiting} next */
  async function sendOne(next) {
    const result = await (next.file ? postFile(next, next.file) : post(next));
    if (result.kind === 'accepted' || result.kind === 'refused') {
      waiting.remove(next.id);
      failures = 0;
      strangers = 0;
      onDelay(null);
      if (result.kind === 'accepted') onAccepted(next.id);
      else onRefused(next, result.why);
      return true;
    }
    if (result.kind === 'stranger') {
      strangers++;
      await onStranger();
    }
    onDelay(result.kind === 'later' || strangers > 2 ? result.why : null);
    const pause = pausesMs[Math.min(failures++, pausesMs.length - 1)] ?? 0;
    timer = setTimeout(kick, pause * (0.75 + Math.random() / 2));
    return false;
  }

  return {
    kick: () => void kick(),
    /** The line is open again: whatever waits goes out now, unless the server does not know us. */
    restart() {
      if (strangers > 0) return;
      failures = 0;
      void kick();
    },
  };
}

/** @param {import('./page.js').Waiting} waiting @returns {Promise<import('./page.js').PostResult>} */
async function post({ id, body }) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const response = await fetch('/web/messages', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, ...body }),
      // Goes out even if the tab is closed right now.
      keepalive: true,
      signal: abort.signal,
    });
    return await resultOf(response);
  } catch {
    return { kind: 'later', why: null };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response | null} response Null when the network failed. @returns {Promise<import('./page.js').PostResult>} */
async function resultOf(response) {
  if (!response) return { kind: 'later', why: null };
  if (response.status === 202) return { kind: 'accepted' };
  const why = await reason(response);
  if (response.status === 401) return { kind: 'stranger', why };
  const isForGood = response.status >= 400 && response.status < 500 && ![408, 429].includes(response.status);
  return isForGood ? { kind: 'refused', why } : { kind: 'later', why };
}

/** The server's own sentence, where the answer is the server's. @param {Response} response */
async function reason(response) {
  const fallback = 'Máy chủ đang bận. Tin nhắn sẽ tự gửi lại.';
  try {
    const { error } = await response.json();
    return typeof error === 'string' ? error : fallback;
  } catch {
    return fallback;
  }
}
