/** Words that people put around a sum: 'tính giúp 25 x 48 bằng bao nhiêu vậy ad'. */
const BEFORE = String.raw`(?:(?:cho|em|toi|minh|ban|bot|ad|oi|hoi|tinh|giup|gium|dum|ho|tinh thu)\s+)*`;
const NUMBER = String.raw`\(?\s*\d[\d.,]*\s*%?\s*\)?`;
const SIGN = String.raw`(?:\*\*|[-+x×*:/÷^–−]|cong voi|cong|tru|nhan voi|nhan|chia cho|chia)`;
const ASKED = String.raw`(?:=+|\b(?:bang|la|ra|duoc|thi)\b|\b(?:may|bao nhieu|nhieu)\b|\?)`;
const AFTER = String.raw`(?:${ASKED}|\b(?:vay|a|ad|ta|nhi|the|ban|em|ha|hen|di|voi)\b|[.!\s])*`;

const SUM = new RegExp(String.raw`^\s*${BEFORE}${NUMBER}(?:\s*${SIGN}\s*${NUMBER})+\s*(${AFTER})$`, 'u');
/** Signs that join numbers in nothing but a sum; '2021-2025', '3/4' and '20:11' are dates and spans as well. */
const SURE = /[+x×÷^]|\b(?:cong|tru|nhan|chia)\b/u;

/** Whether a message, lower case and without accents, is a bare sum: '25 x 48 = ?', '12 + 5 bang may'. */
export function isSum(plain: string): boolean {
  const found = SUM.exec(plain);
  if (!found) return false;
  return SURE.test(plain.replace(found[1] ?? '', '')) || /=|\b(?:bang|may|bao nhieu|nhieu)\b/u.test(found[1] ?? '');
}
