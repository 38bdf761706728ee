/** One registration as an officer opens it: loading it, and what they may know of it. */
import { type Reply, reply } from '../../bot/message.ts';
import type { DossierItem, RegistrationFile } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { inChecklistOrder } from '../dossier/item-keys.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { profileOf, type Registration, standingOf } from '../registration/store.ts';
import { handOut } from './case-files.ts';
import { type About, decisionsFor, type Office, officeThatMay } from './rights.ts';
import { summaryOf } from './summary.ts';
import { untoldLine } from './tell-producer.ts';
import { decisionNames, menuChoice, queueChoice, refused } from './wording.ts';

/** What a key of the dossier's checklist is called under the rules of a registration's profile. */
export type NameOf = (item: string, profile: Profile) => string;

export type Case = Registration & {
  files: RegistrationFile[];
  items: DossierItem[];
  /** Why the producer does not know the last news yet, in words; null when they do. */
  untold: string | null;
};

/** The names of one registration's items. */
export function namesIn(one: Registration, nameOf: NameOf): (item: string) => string {
  const profile = profileOf(one);
  return (item) => nameOf(item, profile);
}

/** Null when there is none such. */
export async function loadCase(tx: Tx, by: { id: bigint } | { code: string }): Promise<Case | null> {
  const one = await tx.registration.findUnique({
    where: by,
    include: { files: { orderBy: { id: 'asc' } }, items: true },
  });
  return one && { ...one, items: inChecklistOrder(one.items), untold: await untoldLine(tx, one) };
}

export function aboutCase(one: Registration): Extract<About, { kind: 'registration' }> {
  return {
    kind: 'registration',
    communeCode: one.communeCode,
    profile: profileOf(one),
    standing: standingOf(one),
  };
}

export const noSuchCase: Reply = reply('Tôi không tìm thấy hồ sơ này trong địa bàn của bạn. Bạn xem lại mã.', {
  choices: [queueChoice, menuChoice],
});

/** The summary with a button for each decision that is open to this officer, and no other. */
export function showCase(one: Case, offices: readonly Office[], nameOf: NameOf): Reply[] {
  const about = aboutCase(one);
  const may = officeThatMay(offices, 'open', about);
  if (may.office === null) return [refused(may.why)];
  const withPhone = officeThatMay(offices, 'see-phone', about).office !== null;
  const decisions = decisionsFor(offices, about);
  const named = namesIn(one, nameOf);
  return [
    // The papers of the dossier are handed out with their item.
    ...handOut(
      one.files.filter(({ item }) => item === 'photo'),
      named,
    ),
    reply([summaryOf(one, { withPhone, nameOf: named }), ...(one.untold === null ? [] : [one.untold])].join('\n'), {
      choices: [
        ...decisions.map((decision) => ({
          label: decisionNames[decision],
          value: `officer:decide:${decision}:${one.id}:${one.version}`,
        })),
        ...(one.items.length > 0 ? [{ label: 'Xem giấy tờ', value: `officer:items:${one.id}` }] : []),
        queueChoice,
        menuChoice,
      ],
    }),
  ];
}
