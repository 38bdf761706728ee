/** The bot's text as nodes: paragraphs, list lines, **bold**. */
import { element } from './element.js';

const bullet = /^\s*[-•–]\s+(.*)$/;
const numbered = /^\s*(\d{1,3})[.)]\s+(.*)$/;

/** @param {string} text @returns {DocumentFragment} */
export function richText(text) {
  const whole = document.createDocumentFragment();
  /** The paragraph or list that the next line may go on with. @type {HTMLElement | null} */
  let open = null;

  /** @param {'p' | 'ul' | 'ol'} tag @returns {HTMLElement} */
  const within = (tag) => {
    if (open?.localName === tag) return open;
    open = element(tag);
    whole.append(open);
    return open;
  };

  for (const line of text.split('\n')) {
    const number = numbered.exec(line);
    const item = bullet.exec(line);
    if (line.trim() === '') open = null;
    else if (number) {
      const li = element('li', '', ...inline(number[2] ?? ''));
      li.value = Number(number[1]);
      within('ol').append(li);
    } else if (item) within('ul').append(element('li', '', ...inline(item[1] ?? '')));
    else within('p').append(element('span', 'line', ...inline(line)));
  }
  return whole;
}

/** @param {string} line @returns {(Node | string)[]} */
function inline(line) {
  // Odd places are what stood between two pairs of asterisks.
  return line.split(/\*\*(.+?)\*\*/).map((piece, place) => (place % 2 ? element('strong', '', piece) : piece));
}
