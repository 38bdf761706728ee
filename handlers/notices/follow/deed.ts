/** What officers do to notices after they were sent, in the audit log. */
import type { Turn } from '../../../bot/capability.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { codeOf } from '../../officers/office.ts';
import { writeAudit } from '../../registration/store.ts';
import type { Followed } from './sight.ts';

export type NoticeDeed =
  | 'notice-pause'
  | 'notice-resume'
  | 'notice-stop'
  | 'notice-again'
  | 'notice-count'
  | 'notice-unknown'
  | 'notice-report'
  | 'notice-correct'
  | 'notice-correct-ask'
  | 'notice-correct-approve'
  | 'notice-correct-refuse'
  | 'notice-correct-overtaken'
  | 'notice-correct-replaced'
  | 'notice-correct-withdraw'
  | 'notice-change'
  | 'notice-call-off';

/** Read by the officers of the area in which the notice was composed. */
export function writeDeed(
  { tx, now }: Pick<Turn, 'tx' | 'now'>,
  { notice, composer, office }: Pick<Followed, 'notice' | 'composer' | 'office'>,
  action: NoticeDeed,
  after: Prisma.InputJsonObject,
  before: Prisma.InputJsonObject | null = null,
): Promise<void> {
  const known = { title: notice.title, area: codeOf(composer.area) };
  const was = before && { ...known, ...before };
  return writeAudit(tx, now, { officer: office.id, action }, `notice:${notice.id}`, was, { ...known, ...after });
}
