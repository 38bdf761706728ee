/** A person's own registrations: nothing here ever reads another person's. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { DossierItem, RegistrationFile } from '../../prisma/generated/client.ts';
import { actsOpen, type ProducerAct } from '../registration/flow.ts';
import { profileOf, type Registration, standingOf } from '../registration/store.ts';

/** A registration with what belongs to its dossier. */
export type Own = Registration & { files: RegistrationFile[]; items: DossierItem[] };

export const registrationCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^OCOP-\d{4}-\d{4,}$/);

/** The person's registration of this code; null where there is none, or it is another person's. */
export function findOwn({ tx, personId }: Turn, code: string): Promise<Own | null> {
  return tx.registration.findFirst({
    where: { code, personId },
    include: { files: { orderBy: { id: 'asc' } }, items: true },
  });
}

/** The person's registrations whose way has not ended, the newest first. */
export function findRunning({ tx, personId }: Turn): Promise<Own[]> {
  return tx.registration.findMany({
    where: { personId, status: { notIn: ['declined', 'withdrawn', 'rated'] } },
    include: { files: { orderBy: { id: 'asc' } }, items: true },
    orderBy: { id: 'desc' },
  });
}

/** Codes of the person's two newest registrations: enough to tell none, one and several apart. */
export async function newestCodes({ tx, personId }: Turn): Promise<string[]> {
  const newest = await tx.registration.findMany({
    where: { personId },
    orderBy: { id: 'desc' },
    take: 2,
    select: { code: true },
  });
  return newest.map(({ code }) => code);
}

export function isOpen(registration: Registration, act: ProducerAct): boolean {
  return actsOpen(standingOf(registration), profileOf(registration)).includes(act);
}

/** Stands in every entry of the log, so that the officers of the place read it there under the registration's code. */
export function placeOf({ code, communeCode }: Own): { code: string; communeCode: string } {
  return { code, communeCode };
}

/** Said of a code that is none of the person's, whoever's it may be. */
export const notYours: Reply = reply(
  'Tôi không thấy mã này trong các đăng ký của bạn. Bạn bấm **Hồ sơ của tôi** để xem các mã của mình.',
  { choices: [{ label: 'Hồ sơ của tôi', value: 'dossier:list' }] },
);

/** Somebody else changed it between what the person saw and what they pressed. */
export const changedMeanwhile: Reply = reply(
  'Đăng ký này vừa được cập nhật nên tôi chưa làm việc bạn bấm. Bạn xem lại bên dưới rồi bấm lại nhé.',
);
