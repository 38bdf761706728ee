/** `Báo cáo`: who was told, in a summary and a spreadsheet. */
import type { Turn } from '../../../bot/capability.ts';
import { type Reply, reply } from '../../../bot/message.ts';
import type { StoreFile } from '../../dossier/form-files.ts';
import { dayOf, timeOf } from '../../officers/wording.ts';
import { writeDeed } from './deed.ts';
import { reportName } from './forget-reports.ts';
import { recipientsCsv } from './recipients-csv.ts';
import { reasonLines, sendingsOf } from './sendings.ts';
import { noticeInSight } from './sight.ts';
import { broadcastStateNames, count, ledgerInWords, listChoice, noSuchNotice, openChoice } from './wording.ts';

export async function report(turn: Turn, sendingId: bigint, storeFile: StoreFile): Promise<Reply[]> {
  const { tx, now } = turn;
  const found = await tx.sending.findUnique({ where: { id: sendingId } });
  const followed = found && (await noticeInSight(turn, found.noticeId));
  const sending = found && (await sendingsOf(tx, found.noticeId)).find(({ id }) => id === sendingId);
  if (!followed || !sending) return [noSuchNotice];
  const { notice, offices } = followed;
  const { ledger, name, broadcast, createdAt } = sending;
  const bytes = await recipientsCsv(tx, sending.broadcastId, offices);
  const hash = await storeFile(bytes);
  await writeDeed(turn, followed, 'notice-report', { sending: sendingId.toString() });
  const text = [
    `**Báo cáo: ${notice.title}** (${name})`,
    `Gửi lúc ${timeOf(createdAt)} ngày ${dayOf(createdAt)}, ${broadcastStateNames[broadcast.state]}. Lập lúc ${timeOf(now)} ngày ${dayOf(now)}.`,
    ledgerInWords(ledger),
    ...(await reasonLines(tx, sending.broadcastId)),
    `Bảng kèm theo có ${count(ledger.audience - ledger.erased)} dòng, mỗi người nhận một dòng; mở bằng Excel.`,
  ].join('\n');
  return [
    reply(text, {
      attachment: { name: reportName(sending), mime: 'text/csv', hash, bytes: bytes.length },
      choices: [openChoice(notice.id), listChoice],
    }),
  ];
}
