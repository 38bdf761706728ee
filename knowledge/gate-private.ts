import type { Clause, Span } from './gate-phrases.ts';
import { fold } from './text/fold.ts';

/** As many words may stand between what is asked for and whose it is: 'hồ sơ với số điện thoại của bà Sáu'. */
const REACH = 3;

/**
 * Whether somebody else's data is asked for: a word for data, and right after it (with or without 'của') a person, or a
 * title followed by a name. 'của tôi', 'của bà con' and offices are nobody else.
 */
export function asksOfOthers(clauses: readonly Clause[]): boolean {
  return clauses.some((clause) =>
    clause.spans.some((span) => (isPrivate(span) && belongsToOther(clause, span)) || isToldOf(clause, span)),
  );
}

/** 'bà Bảy bán mắm nợ bao nhiêu': what is asked of somebody stands after the name. */
function isToldOf(clause: Clause, { kind, from }: Span): boolean {
  if (kind !== 'private-of') return false;
  return clause.spans.some(
    (span) => span.to <= from && (span.kind === 'person' || span.kind === 'title') && isNamed(clause, span.to),
  );
}

function isPrivate({ kind }: Span): boolean {
  return kind === 'private' || kind === 'private-near';
}

function belongsToOther(clause: Clause, data: Span): boolean {
  const from = data.to;
  return clause.spans.some((span) => {
    if (span.from < from || span.from > from + REACH) return false;
    const between = clause.words.slice(from, span.from).map((word) => word.plain);
    const owned = between.includes('cua');
    if (!owned && (data.kind === 'private' || !between.every((word) => word === 'so' || word === 'nha'))) return false;
    if (span.kind === 'person') return true;
    return span.kind === 'title' && isNamed(clause, span.to);
  });
}

/** They tell a kind of cooperative or firm, not which: 'hợp tác xã Nông nghiệp'. */
const KINDS_OF_FIRM = new Set('nong san dich thuong nho tu co trach lam thuy chan che kinh det'.split(' '));

/** 'chị Lan': a capital right after the title. */
function isNamed(clause: Clause, at: number): boolean {
  const words = [...clause.text.matchAll(/\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}]*/gu)].map((match) => match[0]);
  const name = words[at] ?? '';
  return /^\p{Lu}\p{Ll}/u.test(name) && !KINDS_OF_FIRM.has(fold(name));
}
