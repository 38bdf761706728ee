/** Telegram's HTML, as strict as the original: what it would refuse, this refuses. */

export interface Entity {
  type: string;
  /** In UTF-16 units, as Telegram counts. */
  offset: number;
  length: number;
}

export interface ParsedText {
  text: string;
  entities: Entity[];
}

/** What Telegram answers with 400. */
export class ParseError extends Error {}

const entityOfTag: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  'tg-spoiler': 'spoiler',
  blockquote: 'blockquote',
};
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const token = /<(\/?)([^\s>]*)([^>]*)>|<|&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));|[^<&]+|&/giu;

export function parseHtml(source: string): ParsedText {
  let text = '';
  const entities: Entity[] = [];
  const open: { tag: string; entity: Entity }[] = [];
  for (const match of source.matchAll(token)) {
    const [whole, slash, name, attributes, decimal, hex, reference] = match;
    if (name === undefined && whole.startsWith('<')) throw refusal('Unclosed start tag', match.index);
    if (name !== undefined) {
      const tag = name.toLowerCase();
      if (slash === '/') {
        const last = open.pop();
        if (last === undefined) throw refusal('Unexpected end tag', match.index);
        if (last.tag !== tag)
          throw refusal(`Unmatched end tag, expected "</${last.tag}>", found "</${tag}>"`, match.index);
        last.entity.length = text.length - last.entity.offset;
        if (last.entity.length > 0) entities.push(last.entity);
      } else {
        const type = entityOfTag[tag];
        if (type === undefined) throw refusal(`Unsupported start tag "${tag}"`, match.index);
        if (tag === 'blockquote' && open.some((outer) => outer.tag === tag)) {
          throw refusal("Can't nest blockquotes", match.index);
        }
        const isExpandable = tag === 'blockquote' && attributes?.trim() === 'expandable';
        if (attributes?.trim() && !isExpandable && tag !== 'a') throw refusal(`Bad attribute of "${tag}"`, match.index);
        open.push({
          tag,
          entity: { type: isExpandable ? 'expandable_blockquote' : type, offset: text.length, length: 0 },
        });
      }
    } else if (decimal !== undefined) text += String.fromCodePoint(Number(decimal));
    else if (hex !== undefined) text += String.fromCodePoint(Number.parseInt(hex, 16));
    else if (reference !== undefined) text += named[reference] ?? whole;
    else text += whole;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined)
    throw refusal(`Can't find end tag corresponding to start tag "${unclosed.tag}"`, source.length);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function refusal(what: string, index: number): ParseError {
  return new ParseError(`Bad Request: can't parse entities: ${what} at byte offset ${index}`);
}
