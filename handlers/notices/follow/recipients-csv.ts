/** Every recipient's line of a sending as a spreadsheet, made in pages so that nothing but the text grows. */
import { z } from 'zod';
import { ledgerStates } from '../../../bot/broadcast.ts';
import { channelNames } from '../../../bot/message.ts';
import type { Tx } from '../../../prisma/open.ts';
import { csvMark, csvRows } from '../../csv.ts';
import { aboutCase } from '../../officers/case.ts';
import { type Office, officeThatMay } from '../../officers/rights.ts';
import { dayOf, timeOf } from '../../officers/wording.ts';
import { showPhone } from '../../register/phone.ts';
import { channelLabels } from '../platform-names.ts';
import { reasonInWords } from './reasons.ts';
import { ledgerNames } from './wording.ts';

const pageRows = 5_000;
const columns = ['Người nhận', 'Điện thoại', 'Kênh', 'Trạng thái', 'Lý do', 'Thời điểm'];

const rowSchema = z.object({
  id: z.bigint(),
  personId: z.string().nullable(),
  channel: z.enum(channelNames),
  state: z.enum(ledgerStates),
  reason: z.string().nullable(),
  settledAt: z.date().nullable(),
  signedAs: z.string().nullable(),
  registration: z.bigint().nullable(),
  producer: z.string().nullable(),
  representative: z.string().nullable(),
  phone: z.string().nullable(),
  communeCode: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;

/**
 * UTF-8 with its mark, as Excel wants it. Names and telephone numbers only of producers whose number these offices may
 * see: whoever has registered elsewhere since is another office's to know. The name that somebody told for the list of
 * those who come is for its organisers.
 */
export async function recipientsCsv(tx: Tx, broadcastId: bigint, offices: readonly Office[]): Promise<Buffer> {
  const pages = [csvMark + csvRows([columns])];
  const maySee = phoneRights(tx, offices);
  for (let after = 0n; ; ) {
    const rows = z.array(rowSchema).parse(
      await tx.$queryRaw`
        SELECT o.id, o.person_id AS "personId", o.channel, o.state::text AS state, o.reason, o.settled_at AS "settledAt",
          u.name AS "signedAs", r.id AS registration, r.producer_name AS producer, r.representative, r.phone, r.commune_code AS "communeCode"
        FROM (
          SELECT * FROM outbox WHERE broadcast_id = ${broadcastId} AND id > ${after} ORDER BY id LIMIT ${pageRows}
        ) AS o
        LEFT JOIN LATERAL (
          SELECT * FROM registration WHERE person_id = o.person_id ORDER BY submitted_at DESC, id DESC LIMIT 1
        ) AS r ON true
        LEFT JOIN sending s ON s.broadcast_id = ${broadcastId}
        LEFT JOIN sign_up u ON u.notice_id = s.notice_id AND u.person_id = o.person_id
        ORDER BY o.id`,
    );
    const lines: string[][] = [];
    for (const row of rows) lines.push(lineOf(row, await maySee(row)));
    pages.push(csvRows(lines));
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return Buffer.from(pages.join(''), 'utf8');
    after = last.id;
  }
}

function lineOf(row: Row, isKnown: boolean): string[] {
  const { state, reason, settledAt } = row;
  return [
    isKnown ? nameOf(row) : (row.signedAs ?? anonymous(row)),
    isKnown && row.phone ? showPhone(row.phone) : '',
    channelLabels[row.channel],
    ledgerNames[state],
    reason === null || state === 'planned' || state === 'sending' ? '' : reasonInWords(reason),
    settledAt ? `${dayOf(settledAt)} ${timeOf(settledAt)}` : '',
  ];
}

function nameOf(row: Row): string {
  const known = [row.producer, row.representative].filter((name) => name);
  return known.length > 0 ? known.join(' – ') : (row.signedAs ?? anonymous(row));
}

/** As in the list of those who signed up. */
function anonymous({ personId, id }: Row): string {
  return `người dùng #${(personId ?? id.toString()).slice(0, 6).toUpperCase()}`;
}

/** Asked once for each commune: the right depends on nothing else of a registration. */
function phoneRights(tx: Tx, offices: readonly Office[]): (row: Row) => Promise<boolean> {
  const byCommune = new Map<string, boolean>();
  return async ({ communeCode, registration }) => {
    if (communeCode === null || registration === null) return false;
    const known = byCommune.get(communeCode);
    if (known !== undefined) return known;
    const one = await tx.registration.findUnique({ where: { id: registration } });
    const may = one !== null && officeThatMay(offices, 'see-phone', aboutCase(one)).office !== null;
    byCommune.set(communeCode, may);
    return may;
  };
}
