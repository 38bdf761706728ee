/** What officers were told about a registration holds its producer's name and number too: it goes with them. */
import { z } from 'zod';
import { type Reply, reply } from '../../bot/message.ts';
import type { Tx } from '../../prisma/open.ts';
import { showPhone } from '../register/phone.ts';
import { pseudonym, withoutNames } from '../registration/nameless.ts';
import type { Own } from './own-registrations.ts';

/** Whatever else a message holds stays as it is. */
const payloadSchema = z.looseObject({
  text: z.string(),
  choices: z.array(z.looseObject({ label: z.string() })).default([]),
  attachment: z.looseObject({ text: z.string().optional() }).optional(),
});
const rowSchema = z.object({ id: z.bigint(), payload: payloadSchema, hash: z.string().nullable() });

/** Other people's messages stay; only the words about this person, and their files, are taken out of them. */
export async function clearOfficerMessages(tx: Tx, personId: string, registrations: readonly Own[]): Promise<void> {
  if (registrations.length === 0) return;
  const codes = registrations.map(({ code }) => code);
  const hashes = new Set(registrations.flatMap(({ files }) => files.map(({ hash }) => hash)));
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT o.id, o.payload, o.payload->'attachment'->>'hash' AS hash FROM outbox o JOIN conversation c ON c.id = o.conversation_id
    WHERE c.person_id <> ${personId}::uuid
      AND EXISTS (SELECT FROM officer f WHERE f.person_id = c.person_id)
      AND (o.payload->'attachment'->>'hash' = ANY(${[...hashes]})
        OR EXISTS (SELECT FROM unnest(${codes}::text[]) AS code WHERE position(code IN o.payload::text) > 0))`;
  for (const { id, payload, hash } of z.array(rowSchema).parse(rows)) {
    // A list as a file, in whose cells a name may be written otherwise: the officer can have a new one.
    const isListed = codes.some((code) => payload.attachment?.text?.includes(code));
    const isGone = isListed || (hash !== null && hashes.has(hash));
    const next = isGone ? removed : cleared(payload, registrations);
    await tx.$executeRaw`UPDATE outbox SET payload = ${JSON.stringify(next)}::jsonb WHERE id = ${id}`;
  }
}

const removed: Reply = reply('Tệp này đã xoá vì chủ thể yêu cầu xoá dữ liệu.');

function cleared(payload: z.infer<typeof payloadSchema>, registrations: readonly Own[]) {
  const clean = (text: string) =>
    registrations.reduce((rest, one) => withoutPhone(withoutNames(rest, one), one.phone), text);
  return {
    ...payload,
    text: clean(payload.text),
    choices: payload.choices.map((choice) => ({ ...choice, label: clean(choice.label) })),
  };
}

function withoutPhone(text: string, phone: string): string {
  return [phone, showPhone(phone), phone.replace(/^\+84/, '0')]
    .filter((written) => written !== '')
    .reduce((rest, written) => rest.replaceAll(written, pseudonym), text);
}
