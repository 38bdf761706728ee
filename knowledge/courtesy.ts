import { stripAccents } from './text/fold.ts';

const WHO = '(?:em|chau|con|toi|tui|minh|chung toi|chung em|bac|co|chu)';
const ADDRESSED =
  '(?:ad|admin|anh chi|anh|chi|cac ban|ban|em|shop|bot|tro ly|moi nguoi|ca nha|co chu|co|chu|bac|chuong trinh|ocop|buoi sang|buoi trua|buoi chieu|buoi toi)';
/** "dạ em chào ad," but not "chào hàng ở đâu" */
const GREETING = new RegExp(
  `^(?:(?:da|thua|a|vang|alo|hello|hi)[\\s,]+)*(?:${WHO}\\s+)?(?:xin\\s+)?(?:kinh\\s+)?(?:chao(?:\\s+${ADDRESSED})+|chao(?=\\s*[,.!]))(?:\\s+(?:a|nha|oi|nhe|ah))*[\\s,.!;:-]+`,
  'u',
);
/** "cho em hỏi …", "ad ơi cho mình hỏi chút là …" */
const ASKING = new RegExp(
  `^(?:(?:da|thua|a|${ADDRESSED} oi|${ADDRESSED})[\\s,]+)*(?:cho|xin)\\s+(?:phep\\s+)?(?:${WHO}\\s+)?(?:(?:xin|duoc|phep)\\s+)?hoi(?:\\s+(?:chut|xiu|ti|cai|thu|la|rang|nhe|nha|a|voi))*[\\s,:.]+`,
  'u',
);
const THANKS = new RegExp(
  `[\\s.,!;]+(?:da\\s+)?(?:${WHO}\\s+)?(?:xin\\s+)?(?:chan thanh\\s+)?(?:cam on|thanks|tks)(?:[\\s,]+(?:${ADDRESSED}|nhieu|rat|lam|nha|nhe|nghen|hen|a|ah|oi|truoc|da|giup|do|thiet|that))*[\\s.!,]*$`,
  'u',
);
/** What must remain to be a question: two words, or one of some length. */
const QUESTION = /[\p{L}\p{N}]+[^\p{L}\p{N}]+[\p{L}\p{N}]|[\p{L}\p{N}]{4}/u;

/** A message without the greeting, "cho em hỏi" and thanks around its question; left as it is where little would remain. Pure. */
export function withoutCourtesy(text: string): string {
  const rest = [GREETING, ASKING].reduce((kept, pattern) => cut(kept, pattern), text);
  return cut(rest, THANKS);
}

function cut(text: string, pattern: RegExp): string {
  const found = pattern.exec(stripAccents(text.toLowerCase()));
  if (!found) return text;
  const rest =
    found.index === 0 && pattern !== THANKS ? text.slice(found[0].length) : text.slice(0, found.index).trimEnd();
  return QUESTION.test(rest) ? rest : text;
}
