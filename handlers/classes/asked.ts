/** `mấy giờ học`, `lớp còn chỗ không`: a question about what is coming up, not about the programme. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import { plainLabel } from '../../bot/label.ts';
import type { Reply } from '../../bot/message.ts';
import type { NoticeKind } from '../notices/notice.ts';
import { showComing } from './coming.ts';
import { showNotice } from './notice-page.ts';
import { concerns, endSql, spokenOfLast } from './told.ts';

/** Words that name what is coming, and the kind that they leave. */
const named: readonly (readonly [RegExp, readonly NoticeKind[]])[] = [
  // Not the `hợp` of hợp tác xã, phù hợp, hợp đồng.
  [/(?<!\b(?:phu|tong|ket|lien|thich|truong|to) )\bhop\b(?! (?:tac|dong|le|phap|quy|qui|chuan)\b)/, ['meeting']],
  [/\b(?:hoi cho|su kien|trien lam)\b/, ['event']],
  [/\b(?:lop|tap huan)\b|(?<!\b(?:khoa|sinh|van|truong|dai) )\bhoc\b/, ['class']],
  [/\bbuoi (?:do|nay|kia|ay|le|sang|chieu)\b/, ['class', 'event', 'meeting']],
];
/** When, where, whether there is room, how long, what to bring, who teaches, what it costs. */
const when = 'may gio|gio nao|luc nao|khi nao|bao gio|ngay nao|ngay may|hom nao|thu may|chung nao';
const where = 'o dau|cho nao|dia diem|tai dau|di dau';
const room = 'con cho|het cho|con nhan|du cho|con dang ky duoc|con may cho|con bao nhieu cho';
const rest = 'bao lau|may tieng|may buoi|mang gi|mang theo gi|dem gi|dem theo gi|can mang|can dem|co can dang ky';
/** Asked of a class that is named, or else of the programme. */
const ofNamed =
  'ai day|ai giang|ai dung lop|giang vien|goi ai|lien he ai|hoi ai|mat tien|mat phi|ton tien|dong tien|thu tien|mien phi|ai duoc';
const asks = new RegExp(`\\b(?:${when}|${where}|${room}|${rest}|${ofNamed})\\b`);
/** Nothing but such a question: what it is about was said before. */
const bare = new RegExp(
  `^(?:da |vay |the |roi |a |ma |anh oi |chi oi )*(?:bat dau |to chuc |dien ra |den |di )*(?:${when}|${where}|${room}|${rest})(?: (?:bat dau|to chuc|dien ra|the|vay|a|ah|nhi|ha|khong|ko|k|nua|thi|den|di|co mat|xong|ket thuc))*$`,
);
/** The programme's own classes and days, of which the documents tell. */
const ofThePlan =
  /\b(?:ocop|ke hoach|chuong trinh|nam \d{4}|nam nay|quy \d|may lop|bao nhieu lop|nhung lop nao|hoi dong|danh gia|phan hang|ho so|ai to chuc|kinh phi)\b/;

const rowsSchema = z.array(z.object({ id: z.bigint(), kind: z.string() }));

/**
 * Shows what is meant where it is one; the list where there are several. Null: it is no such question, or nothing that
 * the person was told of is coming.
 */
export async function answerAboutComing(turn: Turn, text: string): Promise<Reply | null> {
  const plain = plainLabel(text);
  if (!asks.test(plain) || ofThePlan.test(plain)) return null;
  const kinds = named.find(([words]) => words.test(plain))?.[1] ?? null;
  if (kinds === null && (isInDialog(turn) || !bare.test(plain))) return null;
  const { tx, now, personId } = turn;
  const rows = rowsSchema.parse(
    await tx.$queryRaw`
      SELECT n.id, n.kind::text AS kind FROM notice n
      WHERE n.state = 'sent' AND n.kind IN ('class', 'event', 'meeting', 'deadline') AND ${endSql} > ${now}
        AND ${concerns(personId)}
      ORDER BY n.starts_at, n.id LIMIT 20`,
  );
  const just = await spokenOfLast(turn);
  if (kinds === null) {
    // `ở đâu?` is about what was said last, whatever that was.
    return just !== null && rows.some(({ id }) => id === just) ? showNotice(turn, just) : null;
  }
  const meant = rows.filter(({ kind }) => kinds.some((one) => one === kind));
  const one = meant.find(({ id }) => id === just) ?? (meant.length === 1 ? meant[0] : undefined);
  if (one !== undefined) return showNotice(turn, one.id);
  return meant.length > 0 || new RegExp(`\\b(?:${room})\\b`).test(plain) ? showComing(turn, 0) : null;
}
