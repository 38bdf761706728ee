/** Whom a pasted notice says that it is for: `mời các hợp tác xã nhóm thực phẩm ở xã Phước Dinh`. */
import type { Profile } from '../programme/profile-schema.ts';
import { isHouseholdAtLeast, kindIn } from '../register/spot.ts';
import type { Entry } from './audience.ts';
import { audienceGoesOn, audienceLeads, audienceStops, organisations } from './notice-words.ts';
import { plainCopy } from './plain-copy.ts';
import { readAudience } from './read-audience.ts';

const END = '(?![\\p{L}\\p{N}])';
const clause = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${audienceLeads})\\s+(?!(?:${audienceStops})${END})` +
    `([^,;.\\n]+?(?:,\\s*(?:cac |nhung )?(?:${audienceGoesOn})${END}[^,;.\\n]*?)*)` +
    `(?=\\s+(?:(?:${audienceStops})${END}|\\d{1,2}(?:h|g|:|/|\\s?gio))|\\s*(?:[,;.\\n]|$))`,
  'gu',
);
const places = /(?<![\p{L}\p{N}])(?<!tac )(?:xa|phuong|thi tran|huyen|thanh pho|tp|nhom)(?![\p{L}\p{N}])/u;
/** No condition of ours, so that it is pointed out rather than passed over. */
const stars = /(?<![\p{L}\p{N}])(?:[345]|ba|bon|nam) sao(?![\p{L}\p{N}])/u;
const starred = /(?<![\p{L}\p{N}])cho ((?:cac )?(?:chu the|co so|don vi|san pham)[^,;.\n]{0,30}?[345] sao)/u;
const organisation = new RegExp(`(?<![\\p{L}\\p{N}])(?:${organisations})${END}`, 'u');

/** `Mỗi xã 5 người` looks like an invitation where its accents are missing. */
const each = /^(?:mỗi|mọi|mới)\s/iu;
const share = /\d\s*(?:nguoi|dai bieu|hoc vien|hv)(?![\p{L}\p{N}])/u;

export interface Invited {
  /** As it was typed. */
  text: string;
  start: number;
  end: number;
}

/** The words of a text that narrow whom it is for; `bà con` and `các chủ thể` narrow nothing. */
export function invitedIn(text: string): Invited | null {
  const { typed, plain } = plainCopy(text);
  for (const { 0: all, 1: who = '', index } of plain.matchAll(clause)) {
    const start = index + all.length - who.length;
    const said = typed.slice(start, start + who.length);
    if (!each.test(typed.slice(index, start)) && !share.test(who) && narrows(said))
      return { text: said.trim(), start, end: start + who.length };
  }
  return null;
}

/** `cho các chủ thể 3 sao` of a title, where `cho` is no invitation. */
export function starredIn(text: string): string | undefined {
  const { typed, plain } = plainCopy(text);
  const [all = '', who = ''] = starred.exec(plain) ?? [];
  const from = plain.indexOf(all) + all.length - who.length;
  return who === '' ? undefined : typed.slice(from, from + who.length);
}

/** Whether words say more of whom they mean than that they are people. */
export function narrows(said: string): boolean {
  const { plain } = plainCopy(said);
  return kindIn(said) !== null || isHouseholdAtLeast(said) || places.test(plain) || stars.test(plain);
}

/** The audience in such words; null where it is not clear. What is sent to an office is not for its whole commune. */
export function invitedAudience(said: string, profile: Profile): { conditions: Entry[]; except: Entry[] } | null {
  if (organisation.test(plainCopy(said).plain)) return null;
  const read = readAudience(said, profile);
  return read.kind === 'read' && read.conditions.length > 0 ? read : null;
}
