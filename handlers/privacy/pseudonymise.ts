/** Takes out of a registration whatever names or reaches a person, and leaves what the programme counts. */
import type { Tx } from '../../prisma/open.ts';
import { afterAct } from '../registration/flow.ts';
import { nameless, pseudonym } from '../registration/nameless.ts';
import {
  changeRegistration,
  profileOf,
  type Registration,
  standingColumns,
  standingOf,
} from '../registration/store.ts';

/** No number that was ever accepted: tells the pseudonymised from the rest. */
export const noPhone = '';

/**
 * Null when somebody else changed it in the same moment. The files themselves go with the sweep of files that nothing
 * refers to. A dossier on an officer's desk leaves it, since nobody stands behind it any more.
 */
export async function pseudonymise(
  tx: Tx,
  now: Date,
  one: Registration,
  action: 'erase' | 'period-over',
): Promise<Registration | null> {
  const withdrawn = one.status === 'dossier_sent' ? afterAct(profileOf(one), standingOf(one), 'withdraw') : null;
  const changed = await changeRegistration(
    tx,
    now,
    one,
    {
      ...(withdrawn && standingColumns(withdrawn, now)),
      personId: null,
      producerName: pseudonym,
      representative: pseudonym,
      phone: noPhone,
      // Holds the producer's name, and would tell others that the product is registered.
      sameKey: one.code,
      description: nameless(one.description, one),
      remark: one.remark === null ? null : nameless(one.remark, one),
      outputAndPrice: null,
    },
    { officer: null, action },
  );
  if (!changed) return null;
  await tx.registrationFile.deleteMany({ where: { registrationId: one.id } });
  await tx.dossierItem.updateMany({ where: { registrationId: one.id }, data: { remark: null } });
  return changed;
}
