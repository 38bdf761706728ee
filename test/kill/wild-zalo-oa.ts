/** Events of one person at a Zalo Official Account, sound and broken, as the account's service brings them. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FakeZaloOa } from '../fakes/zalo-oa.ts';
import type { Random } from './seeded.ts';
import { broken, wildText } from './wild.ts';

type Event = Record<string, unknown>;

const said = [
  'text',
  'image',
  'gif',
  'link',
  'audio',
  'video',
  'sticker',
  'file',
  'location',
  'business_card',
] as const;
const others = ['follow', 'user_submit_info', 'user_reacted_message', 'user_seen_message', 'oa_send_text'] as const;

/** One that a person's telephone brings about. `id` names the message; a text is never blank. */
export function soundEvent(random: Random, fake: FakeZaloOa, who: string, id: string): Event {
  const kind = random.pick([...said, ...said, ...others]);
  const wild = wildText(random);
  const text = wild.trim() === '' ? `?${wild}` : wild;
  switch (kind) {
    case 'text':
      return fromPerson(fake, who, 'user_send_text', { message: { text, msg_id: id } });
    case 'follow':
      return {
        app_id: fake.appId,
        oa_id: fake.accountId,
        follower: { id: who },
        event_name: kind,
        timestamp: stamp(id),
      };
    case 'user_submit_info':
      return fromPerson(fake, who, kind, { info: { name: wild, phone: '84900000001' } });
    case 'user_reacted_message':
      return fromPerson(fake, who, kind, { message: { msg_id: id, react_icon: '/-heart' } });
    case 'user_seen_message':
    case 'oa_send_text':
      return {
        ...fromPerson(fake, who, kind, { message: { text, msg_id: id, msg_ids: [id] } }),
        sender: { id: fake.accountId },
        recipient: { id: who },
      };
    default:
      return fromPerson(fake, who, `user_send_${kind}`, {
        message: {
          msg_id: id,
          text: wild,
          attachments: [{ type: kind, payload: { url: 'https://example.zdn.vn/a', name: wild, size: '102400' } }],
        },
      });
  }
}

/** One that no service would bring: something in a sound event is missing, replaced or added. */
export function brokenEvent(random: Random, fake: FakeZaloOa, who: string, id: string): Event {
  return broken(random, soundEvent(random, fake, who, id));
}

export function question(fake: FakeZaloOa, who: string, id: string, text: string): Event {
  return fromPerson(fake, who, 'user_send_text', { message: { text, msg_id: id } });
}

function fromPerson(fake: FakeZaloOa, who: string, name: string, rest: Event): Event {
  const id = z.object({ msg_id: z.string() }).safeParse(rest.message).data?.msg_id ?? who;
  const parties = { app_id: fake.appId, sender: { id: who }, recipient: { id: fake.accountId } };
  return { ...parties, event_name: name, ...rest, timestamp: stamp(id) };
}

/** No two events of a person bear the same. */
const stamp = (id: string) => String(1_790_000_000_000 + Number(id.replace(/\D/g, '').slice(-9)));

const timed = z.object({ timestamp: z.union([z.string(), z.int().transform(String)]).catch('') });

/** As the service signs it, whatever it says. */
export function signatureFor({ appId, secretKey }: FakeZaloOa, body: string): string {
  let timestamp = '';
  try {
    timestamp = timed.safeParse(JSON.parse(body)).data?.timestamp ?? '';
  } catch {
    // What is no JSON has no time.
  }
  const hex = createHash('sha256').update(appId + body + timestamp + secretKey);
  return `mac=${hex.digest('hex')}`;
}
