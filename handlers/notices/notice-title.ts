/** What a notice is called and which kind it is of. */
import { danglingWords, invitations, kindWords, letterheads, type NoticeKind, openings } from './notice-words.ts';
import { plainCopy } from './plain-copy.ts';

const LONGEST_TITLE = 120;
const kinds = kindWords.map(
  ([words, kind]) => [new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'u'), kind] as const,
);
const opening = new RegExp(`^(?:${openings})`, 'u');
const letterhead = new RegExp(`^(?:${letterheads})(?![\\p{L}\\p{N}])`, 'u');
const matter = /^(?:v\/v|ve viec)(?![\p{L}\p{N}])/u;
const kindAlone = new RegExp(`^(?:lop )?(?:${kindWords.map(([words]) => words).join('|')})$`, 'u');
const dangling = new RegExp(`(?:^|[\\s,;:–-]+)(?:${danglingWords})[\\s,;:–-]*$`, 'u');

/** The kind whose words stand first. */
export function kindOf(text: string): NoticeKind | undefined {
  const { plain, typed } = plainCopy(text);
  const found = kinds.flatMap(([words, kind]) => {
    const at = words.exec(plain);
    // "hợp" and "hộp" are no meetings.
    if (!at || (at[0] === 'hop' && /[ợộ]/iu.test(typed.slice(at.index, at.index + 3)))) return [];
    return { kind, at: kind === 'general' ? Number.MAX_SAFE_INTEGER : at.index };
  });
  return found.sort((one, other) => one.at - other.at)[0]?.kind;
}

/** Whether a line only opens or closes a notice: `SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG`, `Kính gửi …`, `THÔNG BÁO`. */
export function isOpening(line: string): boolean {
  const { typed, plain } = plainCopy(line);
  if (typed === typed.toUpperCase() && letterhead.test(plain.trim())) return true;
  return opening.test(plain.replace(/[\s\p{P}]+$/u, ''));
}

/** The first line that says what it is about, up to its first full stop or comma. */
export function titleIn(text: string): string {
  for (const line of text.split('\n')) {
    const { typed, plain } = plainCopy(line.trim().replace(/^[\s\p{P}]+/u, ''));
    if (typed === '' || isOpening(typed)) continue;
    const skipped = skipInvitation(plain);
    // The matter of a letter is one phrase: "Về việc tập huấn bao bì, nhãn mác".
    const pauses = matter.test(plain) ? /[;:]\s|[;:]$|[.!?](?:\s|$)/u : /[,;:]\s|[,;:]$|[.!?](?:\s|$)|\s[–-]\s/u;
    const said = typed
      .slice(skipped)
      .split(pauses)
      .filter((part) => /\p{L}{2}/u.test(part));
    // "Bà con chú ý: hội thi trái cây": the part that says what it is.
    const at = said.findIndex((part) => (kindOf(part) ?? 'general') !== 'general');
    const title = said[at] ?? said[0];
    if (title === undefined) continue;
    // "Tập huấn: ghi nhãn bao bì": the kind alone says too little.
    const next = said[Math.max(0, at) + 1];
    return next !== undefined && kindAlone.test(plainCopy(title).plain.trim())
      ? `${title.trim()} ${next.trim()}`
      : title;
  }
  return '';
}

/** How much of a line only invites or announces. */
function skipInvitation(plain: string): number {
  const spaced = plain.replace(/[^\p{L}\p{N},.;]/gu, (other) => ' '.repeat(other.length));
  let skipped = 0;
  for (const lead of invitations) {
    const from = skipped + (/^ */u.exec(spaced.slice(skipped))?.[0].length ?? 0);
    const found = lead.exec(spaced.slice(from));
    if (found) skipped = from + found[0].length;
  }
  return skipped;
}

/** Without the words at its end that only led to what was taken out. */
export function withoutDangling(said: string): string {
  let left = said;
  for (let before = ''; before !== left; ) {
    before = left;
    const { plain } = plainCopy(left);
    left = left
      .slice(0, dangling.exec(plain)?.index ?? left.length)
      .replace(/[\s\p{P}]*$/u, (end) => (/^[)"”!?]/u.test(end) ? end.trim() : ''));
  }
  return left;
}

/** Without the words that led to what was taken out, and with a capital letter; undefined when too little is left, or too much. */
export function cleanTitle(said: string): string | undefined {
  const title = withoutDangling(said.trim())
    .replace(/^[\s,.;:–*•"“-]+/u, '')
    .replace(/\s+/gu, ' ');
  if (!/\p{L}{2}/u.test(title) || title.length > LONGEST_TITLE) return undefined;
  const [first = ''] = title;
  return first.toUpperCase() + title.slice(first.length);
}
