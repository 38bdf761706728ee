import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderKeyboard } from '../../../bot/channels/telegram/keyboard.ts';
import { renderText } from '../../../bot/channels/telegram/render.ts';
import { readUpdate } from '../../../bot/channels/telegram/update.ts';
import { contentSchema } from '../../../bot/message.ts';
import { parseHtml } from '../../fakes/telegram/html.ts';
import { onLine } from './telegram-on-line.ts';

const bot = { id: '7001', username: 'ocop_bot' };

/** What a hostile or broken sender makes of a text. */
const wildText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\ud800',
        '\udc00',
        '\u0000',
        '\u202e',
        '😀',
        'ở',
        '**',
        '<b>',
        '</b>',
        '&lt;',
        '&',
        '"',
        "'; DROP TABLE x; --",
        '@ocop_bot',
        '/menu',
        '\n',
        ' ',
      ),
    )
    .map((parts) => parts.join('')),
);
const wildValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 2 ** 60, Number.MAX_SAFE_INTEGER, '', 'c:1:0', '__proto__', [], {}),
  wildText,
  fc.jsonValue({ maxDepth: 2 }),
);
/** Mostly as it should be, so that the broken parts get a chance to be read. */
const mostly = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof<fc.MaybeWeightedArbitrary<unknown>[]>({ arbitrary: right, weight: 8 }, { arbitrary: wildValue, weight: 1 });

const chat = mostly(
  fc.record({ id: fc.integer(), type: fc.constantFrom('private', 'private', 'supergroup', 'channel') }),
);
const user = mostly(fc.record({ id: fc.integer(), is_bot: fc.constantFrom(false, false, true) }));
const entity = mostly(
  fc.record({
    type: fc.constantFrom('mention', 'bot_command', 'text_mention'),
    offset: fc.nat(50),
    length: fc.nat(5000),
  }),
);
const message = fc.record({ chat, from: user, edit_date: mostly(fc.nat()) }).chain((whole) =>
  fc
    .record(
      {
        text: mostly(wildText),
        entities: mostly(fc.array(entity)),
        caption: mostly(wildText),
        photo: wildValue,
        sticker: wildValue,
        reply_to_message: wildValue,
        is_topic_message: mostly(fc.boolean()),
        message_thread_id: mostly(fc.nat()),
      },
      { requiredKeys: [] },
    )
    .map((parts) => ({ ...whole, ...parts })),
);
const data = mostly(
  fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 70n }), fc.nat(120)).map(([key, index]) => `c:${key}:${index}`),
);
const callback = fc.record({ id: mostly(fc.string()), from: user, message: mostly(message), data });
const member = fc.record({ chat, new_chat_member: mostly(fc.record({ status: fc.constantFrom('kicked', 'member') })) });
const body = fc.oneof(
  fc.record({ message: mostly(message) }),
  fc.record({ edited_message: mostly(message) }),
  fc.record({ callback_query: mostly(callback) }),
  fc.record({ my_chat_member: mostly(member) }),
  fc.record({ [`new_${'x'.repeat(50)}`]: wildValue }),
);

const update = mostly(fc.tuple(mostly(fc.nat()), body).map(([id, rest]) => ({ update_id: id, ...rest })));

describe('whatever comes through the door', () => {
  test('10,000 broken updates come to nothing or to a well-formed arrival', () => {
    let arrivals = 0;
    fc.assert(
      fc.property(update, (raw) => {
        const { inbound, kind } = readUpdate(raw, bot);
        expect(kind).toMatch(/^[a-z_]{1,40}$/);
        if (inbound === null) return;
        arrivals += 1;
        expect(inbound.chat).toMatch(/^-?\d+(\/-?\d+)?$/);
        expect(contentSchema.parse(inbound.content)).toEqual(inbound.content);
        const stored = JSON.stringify(inbound);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a database refuses
        expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]|\u0000/i);
      }),
      { numRuns: 10_000, seed: 2024 },
    );
    expect(arrivals).toBeGreaterThan(300);
  });

  test('a person between broken updates and a text of a megabyte is still heard', async () => {
    const { fake, takesIn, arrivals } = await onLine();
    const broken = fc.sample(body, { numRuns: 500, seed: 7 });
    for (const [index, raw] of broken.entries()) {
      fake.update({ ...raw });
      if (index % 100 === 99) fake.person(424_242).says(`câu ${index}`);
    }
    fake.person(434_343).says('ở'.repeat(1024 * 1024));
    await takesIn(1);
    await expect.poll(() => arrivals.filter(({ chat }) => chat === '424242').length).toBe(5);
    await expect.poll(() => arrivals.some(({ chat }) => chat === '434343')).toBe(true);
    await expect.poll(() => fake.unconfirmed()).toBe(0);
  });
});

describe('whatever goes out', () => {
  test('Telegram can read it and takes its length', () => {
    const long = fc.tuple(wildText, fc.nat(800)).map(([text, times]) => text.repeat(times).slice(0, 6000));
    const sources = fc.array(fc.record({ label: wildText, quote: long }), { maxLength: 6 });
    fc.assert(
      fc.property(long, sources, fc.constantFrom(4096, 1024), (text, from, limit) => {
        const { html, plain } = renderText({ text, sources: from }, limit);
        expect(parseHtml(html).text.length).toBeLessThanOrEqual(limit);
        expect(plain.length).toBeLessThanOrEqual(limit);
        expect(html).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 2000, seed: 2024 },
    );
  });

  test('every button fits, at most eight rows of eight', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ label: wildText, value: fc.string() }), { maxLength: 90 }), (choices) => {
        const rows = renderKeyboard('9223372036854775807', choices);
        expect(rows.length).toBeLessThanOrEqual(8);
        expect(rows.flat()).toHaveLength(Math.min(64, choices.length));
        for (const { text, callback_data } of rows.flat()) {
          expect(text.length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(64);
          expect(Buffer.byteLength(callback_data)).toBeLessThanOrEqual(64);
        }
      }),
      { numRuns: 1000, seed: 2024 },
    );
  });
});
