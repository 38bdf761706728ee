/** Which officers may see who signed up for a notice: those whose area holds the area of who composed it. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { forOfficers } from '../officers/menu.ts';
import { officeOf, officesOf } from '../officers/office.ts';
import { type Office, officeThatMay } from '../officers/rights.ts';
import { menuChoice, refused } from '../officers/wording.ts';
import type { Area } from '../programme/area.ts';

/** `office`: by which the person may; `area`: of who composed it. */
export type Seen = { notice: NoticeRow; offices: Office[]; office: Office; area: Area } | { refusal: Reply };

/** The notice and the person's offices, or why it is not shown. */
export async function noticeForOfficer({ tx, personId }: Turn, id: bigint): Promise<Seen> {
  const offices = await officesOf(tx, personId);
  if (offices.length === 0) return { refusal: forOfficers };
  const notice = await tx.notice.findUnique({ where: { id } });
  if (!notice) return { refusal: reply(gone, { choices: [menuChoice] }) };
  if (!notice.signUp) return { refusal: reply(noSignUp, { choices: [menuChoice] }) };
  const author = await tx.officer.findUnique({ where: { id: notice.officer } });
  const area: Area = author ? officeOf(author).area : { level: 'province' };
  const role = author ? officeOf(author).role : 'province';
  const may = officeThatMay(offices, 'see-sign-ups', { kind: 'office', role, area });
  return may.office ? { notice, offices, office: may.office, area } : { refusal: refused(may.why) };
}

const gone = 'Tôi không còn thấy thông báo này. Bạn gõ /canbo để về menu cán bộ.';
const noSignUp = 'Thông báo này không mở đăng ký nên không có danh sách. Bạn gõ /canbo để về menu cán bộ.';
