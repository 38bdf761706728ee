/** The log: messages in their order, days between them, and the place that the reader looks at. */
import { element } from './element.js';
import { botMessage, editMessage, isVote, ownMessage, setState } from './message.js';
import { dayName, dayOf } from './when.js';

/** How far from the end still counts as reading along, in pixels. */
const nearEnd = 120;
/** A scroll of our own takes this long at most; until then its reader is still reading along. */
const scrollMs = 800;
/** Dots after an own message, until the server knows better. */
const answerSoonMs = 12_000;

/**
 * @param {object} parts
 * @param {HTMLElement} parts.log
 * @param {HTMLElement} parts.scroller
 * @param {HTMLElement} parts.typing
 * @param {HTMLElement} parts.newer
 * @param {(choice: {message: string, index: number}, label: string) => void} parts.onChoice
 * @param {(text: string) => void} parts.onMend
 */
export function createConversation({ log, scroller, typing, newer, onChoice, onMend }) {
  /** Rows by whose they are and their key. @type {Map<string, HTMLElement>} */
  const rows = new Map();
  /** @type {HTMLElement | null} */
  let latestChoices = null;
  let typingTimer = 0;
  let isReady = false;
  let scrollingUntil = 0;
  /** The first message that the reader may not have read yet. @type {HTMLElement | null} */
  let unread = null;

  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;

  const isFollowing = () => !isReady || performance.now() < scrollingUntil || isAtEnd();

  /** @param {number} top */
  const scrollTo = (top) => {
    scrollingUntil = performance.now() + scrollMs;
    const isCalm = !isReady || matchMedia('(prefers-reduced-motion: reduce)').matches;
    scroller.scrollTo({ top, behavior: isCalm ? 'auto' : 'smooth' });
  };
  /** The welcome before the first message is read from its beginning. */
  const scrollToEnd = () => rows.size > 0 && scrollTo(scroller.scrollHeight);

  /** Shows a new row, unless the reader is busy further up. @param {HTMLElement} row @param {boolean} wasFollowing */
  const reveal = (row, wasFollowing) => {
    // The earlier talk is shown as a whole; measuring after each message would be slow on a slow phone.
    if (!isReady) return;
    if (!wasFollowing) {
      newer.hidden = false;
      return;
    }
    // What is longer than the screen is read from its beginning.
    unread ??= row;
    const end = scroller.scrollHeight - scroller.clientHeight;
    const top = Math.min(end, Math.max(unread.offsetTop - 12, 0));
    newer.hidden = row.offsetTop < top + scroller.clientHeight;
    scrollTo(top);
  };

  /** A day is named above its first message. @param {Element | null} row */
  const nameDay = (row) => {
    if (!(row instanceof HTMLElement)) return;
    const before = row.previousElementSibling;
    const isSame = before instanceof HTMLElement && before.dataset.day === row.dataset.day;
    const named = row.querySelector('.day');
    if (isSame) named?.remove();
    else if (!named) row.prepend(element('p', 'day', dayName(new Date(row.dataset.at ?? ''), new Date())));
  };

  /** @param {string} name @param {HTMLElement} article @param {Date} at @param {boolean} isWaiting */
  const place = (name, article, at, isWaiting) => {
    const row = element('div', article.classList.contains('bot') ? 'row from-bot' : 'row from-person', article);
    row.dataset.day = dayOf(at);
    row.dataset.at = at.toISOString();
    if (isWaiting) row.dataset.waiting = '';
    rows.set(name, row);
    insert(row, isWaiting);
    return row;
  };

  /** What still waits stays below what is settled. @param {HTMLElement} row @param {boolean} isWaiting */
  const insert = (row, isWaiting) => {
    const before = isWaiting ? null : log.querySelector('[data-waiting]');
    if (row.nextElementSibling !== before || row.parentElement !== log) log.insertBefore(row, before);
    nameDay(row);
    nameDay(row.nextElementSibling);
  };

  /** Marks what was pressed; of two votes the later one counts. @param {{message: string, index: number}} picked */
  const mark = ({ message, index }) => {
    const pressed = rows.get(`bot:${message}`)?.querySelector(`button[data-index="${index}"]`);
    if (!pressed?.classList.contains('vote')) return pressed?.classList.add('picked');
    for (const vote of pressed.parentElement?.children ?? []) {
      vote.setAttribute('aria-pressed', String(vote === pressed));
    }
  };

  /** The label of a choice that is still on the page. @param {{message: string, index: number}} picked */
  const labelOf = ({ message, index }) =>
    rows.get(`bot:${message}`)?.querySelector(`button[data-index="${index}"]`)?.textContent ?? '';

  /** What is deleted must not stay on the screen; what the server has not got yet stays. */
  const clear = () => {
    if (log.contains(document.activeElement)) scroller.focus();
    for (const [name, row] of rows) {
      if (row.querySelector('[data-state=waiting]')) continue;
      row.remove();
      rows.delete(name);
    }
    latestChoices = null;
    unread = null;
  };

  const hideTyping = () => {
    clearTimeout(typingTimer);
    typing.hidden = true;
  };

  /** Dots, until an answer comes or `ms` have passed. @param {number} ms */
  const showTyping = (ms) => {
    const wasFollowing = isFollowing();
    clearTimeout(typingTimer);
    typingTimer = setTimeout(hideTyping, ms);
    typing.hidden = false;
    if (wasFollowing) scrollToEnd();
  };

  /** @param {HTMLElement} row */
  const makeLatest = (row) => {
    const choices = row.querySelector('.choices');
    if (!(choices instanceof HTMLElement)) return;
    latestChoices?.classList.remove('latest');
    choices.classList.add('latest');
    latestChoices = choices;
  };

  /** @param {import('./page.js').Entry} entry */
  const showBot = (entry) => {
    const name = `bot:${entry.key}`;
    if (rows.has(name)) return;
    const wasFollowing = isFollowing();
    hideTyping();
    if (entry.clears) clear();
    const row = place(name, botMessage(entry, onChoice), new Date(entry.at), false);
    makeLatest(row);
    reveal(row, wasFollowing);
  };

  /** @param {import('./page.js').Entry} entry */
  const showOwn = (entry) => {
    const name = `own:${entry.key}`;
    if (entry.picked) mark(entry.picked);
    const text = entry.text || (entry.picked ? labelOf(entry.picked) : '');
    const row = rows.get(name);
    if (!row && (isVote(text) || text === '')) return;
    const wasFollowing = isFollowing();
    if (!row) {
      const article = ownMessage(text, new Date(entry.at));
      setState(article, 'sent');
      reveal(place(name, article, new Date(entry.at), false), wasFollowing);
    } else if ('waiting' in row.dataset) {
      delete row.dataset.waiting;
      insert(row, false);
      const article = row.querySelector('article');
      if (article) setState(article, 'sent');
    }
  };

  const noticeEnd = () => {
    if (isAtEnd()) newer.hidden = true;
  };
  const readerMoves = () => {
    scrollingUntil = 0;
    unread = null;
  };
  scroller.addEventListener('scroll', noticeEnd, { passive: true });
  for (const gesture of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
    scroller.addEventListener(gesture, readerMoves, { passive: true });
  }
  newer.addEventListener('click', scrollToEnd);

  return {
    isEmpty: () => rows.size === 0,
    scrollToEnd,
    isFollowing,
    /** The earlier talk is complete; from here on the screen reader speaks. */
    ready() {
      if (isReady) return;
      log.setAttribute('aria-busy', 'false');
      scrollToEnd();
      isReady = true;
    },
    /** @param {import('./page.js').Entry} entry */
    show(entry) {
      if (entry.from === 'bot') showBot(entry);
      else showOwn(entry);
    },
    /** @param {import('./page.js').Entry} entry */
    edit(entry) {
      const row = rows.get(`bot:${entry.key}`);
      if (!row) return;
      const wasAtEnd = isAtEnd();
      const isLatest = row.contains(latestChoices);
      editMessage(row, entry, onChoice);
      if (isLatest) makeLatest(row);
      if (wasAtEnd) scrollToEnd();
    },
    /** @param {import('./page.js').Waiting} waiting */
    showWaiting({ id, at, label, body, file }) {
      if ('choice' in body) mark(body.choice);
      if (rows.has(`own:${id}`) || ('choice' in body && isVote(label))) return;
      const article = ownMessage(label, new Date(at), file);
      setState(article, 'waiting');
      place(`own:${id}`, article, new Date(at), true);
      unread = null;
      scrollToEnd();
    },
    /** @param {string} id @param {number | null} percent */
    progress(id, percent) {
      const article = rows.get(`own:${id}`)?.querySelector('article');
      if (!article) return;
      setState(article, 'waiting');
      const mark = article.querySelector('.mark-state');
      if (mark && percent !== null) mark.textContent = percent < 100 ? `Đang gửi ${percent}%` : 'Đang kiểm tra tệp…';
    },
    /** The server has it, and may even have answered. @param {string} id */
    accepted(id) {
      const row = rows.get(`own:${id}`);
      const article = row?.querySelector('article');
      if (!row || !article) return;
      setState(article, 'sent');
      if (!log.lastElementChild?.classList.contains('from-bot')) showTyping(answerSoonMs);
    },
    /** The server will never take it. @param {string} id @param {string} why @param {string | null} text */
    refused(id, why, text) {
      const row = rows.get(`own:${id}`);
      const article = row?.querySelector('article');
      if (!row || !article) return;
      delete row.dataset.waiting;
      setState(article, 'refused');
      const problem = element('p', 'problem', why);
      if (text !== null) {
        const button = element('button', 'choice', 'Sửa lại');
        button.type = 'button';
        button.addEventListener('click', () => onMend(text));
        problem.append(' ', button);
      }
      article.append(problem);
      scrollToEnd();
    },
    showTyping,
    hideTyping,
  };
}
