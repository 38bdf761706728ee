/** Tells a question from an answer by its words alone, with and without accents. */
import { stripAccents } from './text/fold.ts';

/** Words that ask, where accents are typed: without them some are names of goods (đậu, may, dầu). */
const ASKS =
  /(?<![\p{L}])(?:gì|nào|mấy|bao nhiêu|bao lâu|bao giờ|khi nào|ở đâu|chỗ nào|đâu|thế nào|làm sao|ra sao|thì sao|tại sao|vì sao|sao lại|như nào|ntn)(?![\p{L}])/u;
const ASKS_PLAIN =
  /\b(?:la gi|gom gi|gom nhung gi|nhung gi|can gi|lam gi|cai gi|giay to gi|gi vay|gi ha|the nao|nhu nao|nao vay|nhom nao|cap nao|noi nao|bao nhieu|bao lau|bao gio|khi nao|o dau|cho nao|lam sao|ra sao|thi sao|tai sao|vi sao|ntn|may (?:sao|nhom|diem|nam|ngay|bo|san pham)|nhom may)\b/u;
const YES_NO =
  /\b(?:duoc|dc|co|phai|can|mat)\b.*\b(?:khong|ko|k|hong|hok|hem)(?: (?:a|ad|vay|ta|nhi|ha|ban|em|anh|chi|z))*$|\b(?:duoc|dc|chua|phai) (?:ha|khong|ko|chua)$|^(?:co phai|lieu)\b/u;

/** Whether a text asks something. A statement such as `nho sấy không đường` does not. */
export function isQuestion(text: string): boolean {
  const lower = text.normalize('NFC').toLowerCase().trim();
  if (/\?\s*$/u.test(lower)) return true;
  const plain = stripAccents(lower)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ASKS.test(lower) || ASKS_PLAIN.test(plain) || YES_NO.test(plain);
}
