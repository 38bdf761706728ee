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

/** Whether words say more of whom they mean than that they are people. */
export function narrows(said: string): boolean {
  return kindIn(said) !== null || isHouseholdAtLeast(said) || places.test(plainCopy(said).plain);
}

/** The audience in such words; null where it is not clear. What is sent to an office is not for its whole commune. */
export function invitedAudience(said: string, profile: Profile): { conditions: Entry[]; except: Entry[] } | null {
  if (organisation.test(plainCopy(said).plain)) return null;
  const read = readAudience(said, profile);
  return read.kind === 'read' && read.conditions.length > 0 ? read : null;
}
