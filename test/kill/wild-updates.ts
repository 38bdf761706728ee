/** Telegram updates of one person, sound and broken. */
import type { Random } from './seeded.ts';
import { broken, wildText } from './wild.ts';

export interface WildUpdate {
  body: Record<string, unknown>;
  /** Whether a person who did this would wait for an answer; `perhaps` where one answer may do for several. */
  wantsAnswer: 'yes' | 'no' | 'perhaps';
}

const media = [
  { photo: [{ file_id: 'p', file_unique_id: 'u', width: 9, height: 9 }] },
  { voice: { file_id: 'v', file_unique_id: 'u', duration: 1 } },
  { sticker: { file_id: 's', file_unique_id: 'u', type: 'regular' } },
  { location: { latitude: 11.5, longitude: 109 } },
  { contact: { phone_number: '0', first_name: 'x' } },
  { document: { file_id: 'd', file_unique_id: 'u' } },
  {
    document: {
      file_id: 'BQAC-d_1',
      file_unique_id: 'u',
      file_name: '../../\u202Egpj.exe',
      mime_type: 'x',
      file_size: 2 ** 40,
    },
  },
  { photo: [{ file_id: '../x', file_unique_id: 'u', width: 1, height: 1 }] },
  { photo: [] },
  {
    photo: [
      { file_id: 'AgAC-s', file_unique_id: 's', width: 90, height: 67, file_size: 900 },
      { file_id: 'AgAC-l', file_unique_id: 'l', width: 1280, height: 960 },
    ],
    media_group_id: '13',
  },
  { contact: { phone_number: '+84905123456', first_name: 'x', user_id: 2 ** 52 } },
  { video_note: { file_id: 'n', file_unique_id: 'u' } },
  { poll: { id: '1', question: '?' } },
  { dice: { emoji: '🎲', value: 6 } },
];

/** One that no platform would send: something in a sound update is missing, replaced or added. */
export function brokenUpdate(random: Random, who: number): Record<string, unknown> {
  return broken(random, soundUpdate(random, who).body);
}

/** One that a person's telephone could send. */
export function soundUpdate(random: Random, who: number): WildUpdate {
  const from = { id: who, is_bot: false, first_name: wildText(random) };
  const chat = { id: who, type: 'private' };
  const head = { message_id: random.whole(1, 1e9), date: 1_700_000_000, chat, from };
  const wild = wildText(random);
  const text = wild.trim() === '' ? `?${wild}` : wild;
  const entities = [
    {
      type: random.pick(['bot_command', 'mention', 'text_mention', 'bold', 'x']),
      offset: random.whole(0, 40),
      length: random.whole(0, 4_000),
    },
  ];
  switch (random.whole(1, 10)) {
    case 1:
      return { body: { edited_message: { ...head, text, edit_date: 1_700_000_001 } }, wantsAnswer: 'yes' };
    case 2: {
      const isBare = random.next() < 0.5;
      const caption = isBare ? {} : { caption: text, caption_entities: entities };
      return {
        body: { message: { ...head, ...random.pick(media), ...caption } },
        wantsAnswer: isBare ? 'perhaps' : 'yes',
      };
    }
    case 3:
    case 4: {
      const data = random.pick([
        text,
        `c:${random.whole(1, 3_000)}:${random.whole(0, 12)}`,
        'c:9223372036854775807:0',
        'c:9999999999999999999:99',
        'c:0:0',
        'c:-1:0',
        'c:1:100',
        '',
      ]);
      const query = { id: String(random.whole(1, 1e9)), from, chat_instance: '1', data, message: { ...head, from } };
      return { body: { callback_query: query }, wantsAnswer: /^c:\d{1,18}:\d{1,2}$/.test(data) ? 'yes' : 'no' };
    }
    case 5: {
      const group = { ...head, chat: { id: -who, type: random.pick(['group', 'supergroup', 'channel']) } };
      return { body: { message: { ...group, text, entities } }, wantsAnswer: 'no' };
    }
    default:
      return { body: { message: { ...head, text, entities } }, wantsAnswer: 'yes' };
  }
}
