/** Events of one person on Zalo's Bot Platform, sound and broken. */
import type { Random } from './seeded.ts';
import { broken, wildText } from './wild.ts';

const kinds = ['text', 'image', 'sticker', 'voice', 'link', 'unsupported'] as const;

/** One that a person's telephone could send. `id` names the message; a text is never blank. */
export function soundEvent(random: Random, who: string, id: string): Record<string, unknown> {
  const kind = random.pick(kinds);
  const wild = wildText(random);
  const rest = {
    text: { text: wild.trim() === '' ? `?${wild}` : wild },
    image: { photo_url: 'https://example.zdn.vn/a.jpg', caption: wild },
    sticker: { sticker: '0123456789abcdef0123', url: 'https://example.zdn.vn/s.png' },
    voice: { voice_url: 'https://example.zdn.vn/a.aac' },
    link: { url: wild },
    unsupported: {},
  }[kind];
  return { event_name: `message.${kind}.received`, message: { ...head(random, who, id), ...rest } };
}

/** One that no platform would send: something in a sound event is missing, replaced or added. */
export function brokenEvent(random: Random, who: string, id: string): Record<string, unknown> {
  return broken(random, soundEvent(random, who, id));
}

export function question(random: Random, who: string, id: string, text: string): Record<string, unknown> {
  return { event_name: 'message.text.received', message: { ...head(random, who, id), text } };
}

function head(random: Random, who: string, id: string) {
  return {
    message_id: id,
    date: 1_790_000_000_000,
    from: { id: who, display_name: wildText(random), is_bot: false },
    chat: { id: who, chat_type: 'PRIVATE' },
  };
}
