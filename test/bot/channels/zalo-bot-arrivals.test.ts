import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsIn, readUpdate } from '../../../bot/channels/zalo-bot/update.ts';
import { contentSchema } from '../../../bot/message.ts';

const bot = { id: '1234567890123456789', names: ['bot.AbCdEfGhI'] };
const knownBot = { ...bot, names: ['Bot OCOP Ninh Thuận', 'bot.AbCdEfGhI'] };
const lan = { id: 'a1b2c3d4e5f60718293a', display_name: 'Lan', is_bot: false };
const alone = { id: lan.id, chat_type: 'PRIVATE' };
const group = { id: '99887766554433221100', chat_type: 'GROUP' };

function message(rest: Record<string, unknown>, event_name?: string) {
  const body = { message_id: 'm1', date: 1790000000000, from: lan, chat: alone, ...rest };
  return { ...(event_name && { event_name }), message: body };
}
const read = (event: unknown, as: typeof bot = bot) => readUpdate(event, as).inbound;
const contentOf = (rest: Record<string, unknown>, event_name?: string) => read(message(rest, event_name))?.content;

describe('a body', () => {
  const event = message({ text: 'chào' }, 'message.text.received');

  test.each([
    ['flat, as it really comes', event],
    ['wrapped, as it is documented', { ok: true, result: event }],
    ['wrapped, as a list', { ok: true, result: [event] }],
    ['a list', [event]],
  ])('that is %s holds the same event', (_, body) => {
    expect(eventsIn(body)).toEqual([event]);
    expect(read(eventsIn(body)[0])).toEqual({
      channel: 'zalo-bot',
      id: `${lan.id}/m1`,
      chat: lan.id,
      sender: lan.id,
      content: { kind: 'text', text: 'chào' },
    });
  });

  test.each([null, 7, 'a', {}, { ok: true }, { ok: false, error_code: 408 }, { result: 'x' }])(
    'of %j holds nothing',
    (body) => {
      expect(eventsIn(body)).toEqual([]);
    },
  );
});

describe('what a person sends', () => {
  test('is told by the fields that are there, with or without the name of the event', () => {
    for (const name of [undefined, 'message.text.received', 'message.something.new'])
      expect(contentOf({ text: 'nhóm 5' }, name)).toEqual({ kind: 'text', text: 'nhóm 5' });
    const file = {
      state: 'offered',
      ref: 'https://photo-1.example.zdn.vn/x.jpg',
      name: null,
      mime: 'image/jpeg',
      bytes: null,
    };
    const photo = { kind: 'media', media: 'photo', caption: 'nhãn', file };
    expect(contentOf({ photo_url: file.ref, caption: 'nhãn' }, 'message.image.received')).toEqual(photo);
    expect(contentOf({ photo: file.ref, caption: 'nhãn' })).toEqual(photo);
    expect(contentOf({ photo_url: file.ref, photo: 'https://other.vn/y.jpg', caption: 'nhãn' })).toEqual(photo);
    expect(contentOf({ voice_url: 'https://v.zdn.vn/a.aac' })).toEqual({
      kind: 'media',
      media: 'voice',
      caption: '',
      recording: { state: 'offered', ref: 'https://v.zdn.vn/a.aac', name: null, mime: 'audio/aac', bytes: null },
    });
    expect(contentOf({ sticker: '0123', url: 'https://s.zdn.vn/s.png' })).toMatchObject({ media: 'sticker' });
    expect(contentOf({}, 'message.sticker.received')).toMatchObject({ media: 'sticker' });
    expect(contentOf({}, 'message.unsupported.received')).toMatchObject({ media: 'other' });
  });

  test('is no file where its address is none', () => {
    for (const photo_url of [
      '',
      'file:///etc/passwd',
      'javascript:1',
      `https://a.vn/${'x'.repeat(2_000)}`,
      'https://a b',
    ])
      expect(contentOf({ photo_url })).toEqual({ kind: 'media', media: 'photo', caption: '' });
    expect(contentOf({}, 'message.image.received')).toEqual({ kind: 'media', media: 'photo', caption: '' });
  });

  test('is composed and without what a database refuses', () => {
    expect(contentOf({ text: `${'ở đâu'.normalize('NFD')}\u0000\ud800` })).toEqual({
      kind: 'text',
      text: 'ở đâu\ufffd',
    });
    expect(contentOf({ text: '  ' })).toBeUndefined();
  });

  test('keeps its ids as they are', () => {
    const chat = { id: '9007199254740993123', chat_type: 'private' };
    expect(read(message({ chat, text: 'a' }))).toMatchObject({ chat: chat.id, sender: chat.id });
  });
});

test.each([
  ['by its mark', { from: { id: 'somebody', is_bot: true } }],
  ['by its id', { from: { id: bot.id } }],
])('what the bot itself said is known %s and passed over', (_, rest) => {
  expect(read(message({ ...rest, text: 'Xin chào' }, 'message.text.received'))).toBeNull();
});

describe('in a group', () => {
  const said = (text: string, as = bot) => {
    const content = read(message({ chat: group, text }, 'message.text.received'), as)?.content;
    return content?.kind === 'text' ? content.text : null;
  };

  test('only what mentions the bot is heard, without the mention', () => {
    expect(said('trưa nay ăn gì')).toBeNull();
    expect(said('gửi cho lan@bottle.vn nhé')).toBeNull();
    expect(said('@Bot nhóm 5 là gì')).toBe('nhóm 5 là gì');
    expect(said('@bot.AbCdEfGhI, nhóm 5 là gì')).toBe('nhóm 5 là gì');
    expect(said('nhóm 5 là gì @Bot OCOP Ninh Thuận', knownBot)).toBe('nhóm 5 là gì');
    expect(said('@Bot OCOP Ninh Thuận: nhóm 5 là gì', knownBot)).toBe('nhóm 5 là gì');
    expect(read(message({ chat: group, text: '@Bot menu' }))).toMatchObject({ chat: group.id, sender: lan.id });
  });

  test('a number or a command is found behind a name whose end nobody knows', () => {
    expect(said('@Bot OCOP Ninh Thuận 2')).toBe('2');
    expect(said('@Bot OCOP Ninh Thuận /menu')).toBe('/menu');
    expect(said('@Bot OCOP Ninh Thuận nhóm 5')).toBe('OCOP Ninh Thuận nhóm 5');
  });

  test('an answer to the bot is meant for it, if Zalo says so', () => {
    const answer = (from: unknown) => read(message({ chat: group, text: '2', reply_to_message: { from } }));
    expect(answer({ id: bot.id })?.content).toEqual({ kind: 'text', text: '2' });
    expect(answer({ id: 'somebody' })).toBeNull();
  });

  test('a picture needs the mention in its own words, and what Zalo keeps to itself is passed over', () => {
    const photo_url = 'https://a.zdn.vn/x.jpg';
    expect(read(message({ chat: group, photo_url }))).toBeNull();
    expect(read(message({ chat: group, photo_url, caption: '@Bot nhãn' }))?.content).toMatchObject({ caption: 'nhãn' });
    expect(read(message({ chat: group }, 'message.unsupported.received'))).toBeNull();
  });
});

describe('whatever comes through the door', () => {
  const wild = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom<unknown>(null, true, -1, 1.5, 2 ** 60, '', '@bot', '__proto__', '\ud800', '\u0000', [], {}),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const mostly = <T>(right: fc.Arbitrary<T>) =>
    fc.oneof<fc.MaybeWeightedArbitrary<unknown>[]>({ arbitrary: right, weight: 8 }, { arbitrary: wild, weight: 1 });
  const id = fc.oneof(fc.stringMatching(/^[0-9a-f]{20}$/), fc.nat(), fc.string({ unit: 'binary' }));
  const body = fc.record(
    {
      message_id: mostly(id),
      from: mostly(fc.record({ id: mostly(id), is_bot: mostly(fc.boolean()) })),
      chat: mostly(fc.record({ id: mostly(id), chat_type: mostly(fc.constantFrom('PRIVATE', 'group')) })),
      text: wild,
      caption: wild,
      photo_url: wild,
      photo: wild,
      voice_url: wild,
      sticker: wild,
      reply_to_message: wild,
    },
    { requiredKeys: ['message_id', 'from', 'chat'] },
  );
  const event = mostly(
    fc.record(
      { event_name: mostly(fc.constantFrom('message.text.received', 'message.image.received')), message: mostly(body) },
      { requiredKeys: ['message'] },
    ),
  );
  const whole = fc.oneof(event, fc.array(event), fc.record({ ok: wild, result: fc.oneof(event, fc.array(event)) }));

  test('10,000 broken bodies come to nothing or to well-formed arrivals', () => {
    let arrivals = 0;
    fc.assert(
      fc.property(whole, (raw) => {
        for (const one of eventsIn(raw)) {
          const { inbound, kind } = readUpdate(one, bot);
          expect(kind).toMatch(/^[a-z_.]{1,60}$/);
          if (inbound === null) continue;
          arrivals += 1;
          expect(contentSchema.parse(inbound.content)).toEqual(inbound.content);
          const stored = JSON.stringify(inbound);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a database refuses
          expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]|\u0000/i);
        }
      }),
      { numRuns: 10_000, seed: 2024 },
    );
    expect(arrivals).toBeGreaterThan(300);
  });
});
