/** One message as an article. */
import { element, icon } from './element.js';
import { richText } from './rich-text.js';
import { clockTime } from './when.js';

/** Votes are small, and pressing one is not shown as a message. @param {string} label */
export const isVote = (label) => /^(👍 Có ích|👎 Chưa đúng)$/u.test(label);

/**
 * @param {import('./page.js').Entry} entry
 * @param {(choice: {message: string, index: number}, label: string) => void} onChoice
 */
export function botMessage(entry, onChoice) {
  const bubble = element('div', 'bubble', richText(entry.text));
  if (entry.progress) bubble.append(bar(entry.progress));
  if (/^Bước \d+\/\d+ · /.test(entry.text)) bubble.classList.add('step');
  for (const source of entry.sources) bubble.append(sourceLine(source));
  if (entry.attachment) bubble.append(download(entry.key, entry.attachment));
  const article = element('article', 'message bot', spoken('Trợ lý:'), bubble);
  article.append(stamp(new Date(entry.at)));
  const choices = entry.choices.map((label, index) => ({ label, index }));
  const votes = choices.filter(({ label }) => isVote(label));
  const replies = choices.filter(({ label }) => !isVote(label));
  for (const [list, kind, name] of /** @type {const} */ ([
    [votes, 'votes', 'Đánh giá câu trả lời'],
    [replies, 'choices', 'Gợi ý trả lời'],
  ])) {
    if (list.length === 0) continue;
    const group = element('div', kind);
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', name);
    for (const { label, index } of list) {
      const button = element('button', kind === 'votes' ? 'vote' : 'choice', label);
      button.type = 'button';
      button.dataset.index = String(index);
      if (kind === 'votes') button.setAttribute('aria-pressed', 'false');
      let pressedAt = -Infinity;
      button.addEventListener('click', ({ timeStamp }) => {
        // The second half of a double tap is not a second wish.
        if (timeStamp - pressedAt > 1000) onChoice({ message: entry.key, index }, label);
        pressedAt = timeStamp;
      });
      group.append(button);
    }
    if (kind === 'votes') article.querySelector('.meta')?.append(group);
    else article.append(group);
  }
  return article;
}

/** @param {string} text @param {Date} at @param {Blob} [file] */
export function ownMessage(text, at, file) {
  const bubble = element('div', 'bubble', text === '/menu' ? 'Menu' : text);
  if (file && text.startsWith('🖼')) {
    const address = URL.createObjectURL(file);
    const preview = picture(address, text);
    preview.addEventListener('load', () => URL.revokeObjectURL(address), { once: true });
    bubble.replaceChildren(preview);
  }
  return element('article', 'message own', spoken('Bạn:'), bubble, stamp(at));
}

/**
 * Under an own message: `waiting` a clock, `sent` a tick, `refused` the reason and a way to mend it.
 * @param {HTMLElement} article
 * @param {'waiting' | 'sent' | 'refused'} state
 */
export function setState(article, state) {
  article.dataset.state = state;
  const meta = article.querySelector('.meta');
  meta?.querySelector('.mark-state')?.remove();
  const words = { waiting: 'Đang chờ gửi', sent: 'Đã gửi', refused: 'Chưa gửi được' }[state];
  const mark = element('span', 'mark-state', spoken(words));
  if (state === 'refused') mark.append('Chưa gửi được');
  else mark.prepend(icon(state === 'waiting' ? 'clock' : 'check'));
  if (state === 'waiting') mark.title = words;
  meta?.append(mark);
}

/** Read aloud, not shown. @param {string} words */
function spoken(words) {
  return element('span', 'sr', `${words} `);
}

/** @param {Date} at */
function stamp(at) {
  const time = element('time', '', clockTime(at));
  time.dateTime = at.toISOString();
  return element('div', 'meta', time);
}

/** @param {{label: string, quotes: string[]}} source */
function sourceLine({ label, quotes }) {
  if (quotes.length === 0) return element('p', 'source', `📖 ${label}`);
  const summary = element('summary', '', `📖 ${label}`);
  const details = element('details', 'source', summary);
  for (const quote of quotes) details.append(element('blockquote', '', quote));
  return details;
}

/** @param {{done: number, total: number}} progress */
function bar({ done, total }) {
  const drawn = element('progress');
  drawn.max = total || 1;
  drawn.value = total ? done : 1;
  const words = `${Math.floor(drawn.position * 100)}% · ${done.toLocaleString('vi-VN')}/${total.toLocaleString('vi-VN')}`;
  return element('label', 'bar', drawn, spoken('Tiến độ:'), words);
}

/**
 * New words in place; buttons that are the same keep their focus and marks.
 * @param {HTMLElement} row @param {import('./page.js').Entry} entry @param {Parameters<typeof botMessage>[1]} onChoice
 */
export function editMessage(row, entry, onChoice) {
  const made = botMessage(entry, onChoice);
  row.querySelector('.bubble')?.replaceWith(made.querySelector('.bubble') ?? '');
  const old = row.querySelector('.choices');
  const buttons = made.querySelector('.choices');
  if (old?.textContent === buttons?.textContent) return;
  old?.remove();
  if (buttons) row.querySelector('article')?.append(buttons);
}

/** @param {string} address @param {string} alt */
function picture(address, alt) {
  const shown = element('img', 'picture');
  shown.alt = alt;
  shown.src = address;
  return shown;
}

/** @param {string} key @param {{name: string, bytes: number | null, isPicture: boolean}} attachment */
function download(key, { name, bytes, isPicture }) {
  const address = `/web/files/${encodeURIComponent(key)}`;
  if (isPicture) {
    const link = element('a', 'shown', picture(address, name));
    link.href = address;
    link.target = '_blank';
    return link;
  }
  const link = element('a', 'file', icon('file'), element('span', '', name));
  if (bytes !== null) {
    const size = bytes < 1000 ? `${bytes} B` : `${Math.ceil(bytes / 1000).toLocaleString('vi-VN')} KB`;
    link.append(element('small', '', size));
  }
  link.href = address;
  link.download = name;
  return link;
}
