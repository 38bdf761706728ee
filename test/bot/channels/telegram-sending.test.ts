import { describe, expect, test } from 'vitest';
import { startFakeTelegram } from '../../fakes/telegram.ts';
import { onLine, token } from './telegram-on-line.ts';

describe('a reply on Telegram', () => {
  test('has bold words, a line for each source, and the quotes folded below', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    const label = 'Kế hoạch OCOP 2024, mục II.1';
    const outcome = await sends(lan.chat, {
      text: 'Có **6 nhóm** sản phẩm.',
      sources: [
        { label, quote: 'gồm 06 nhóm & ngành' },
        { label: 'Quyết định 148', quote: '' },
        { label, quote: 'theo <Quyết định>' },
      ],
    });
    expect(outcome).toEqual({ kind: 'sent', platformId: String(fake.sent[0]?.messageId) });
    const [message] = await lan.waitsFor(1);
    expect(message?.text).toBe(
      `Có 6 nhóm sản phẩm.\n\n📖 ${label}\ngồm 06 nhóm & ngành\ntheo <Quyết định>\n📖 Quyết định 148`,
    );
    expect(
      message?.entities.map(({ type, offset, length }) => [type, message.text.slice(offset, offset + length)]),
    ).toEqual([
      ['bold', '6 nhóm'],
      ['expandable_blockquote', 'gồm 06 nhóm & ngành'],
      ['expandable_blockquote', 'theo <Quyết định>'],
    ]);
    expect(fake.requests.at(-1)?.parameters).toMatchObject({
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    });
    expect(fake.violations).toEqual([]);
  });

  test.each([
    ['HTML', '<b>đậm</b> & <script>alert("x")</script> &lt; </blockquote>'],
    ['quotes', `"kép" 'đơn' \`gỡ\``],
    ['lone marks', '** không ** đóng ** và **dở'],
    ['emoji', '👩‍🌾 nông dân 🇻🇳 😀'],
    ['right to left', 'عربي \u202eđảo\u202c'],
    ['SQL', "'; DROP TABLE inbox; --"],
    ['Markdown', '_nghiêng_ [a](http://b) \\* `c`'],
  ])('shows %s just as it was written', async (_, text) => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    expect(await sends(lan.chat, { text })).toMatchObject({ kind: 'sent' });
    expect((await lan.waitsFor(1))[0]?.text).toBe(text);
  });

  test('is not broken by half characters or control characters', async () => {
    const { fake, sends } = await onLine({ idle: true });
    fake.person(1);
    const outcome = await sends('1', {
      text: 'a\ud83d**b\u0000**',
      sources: [{ label: 'n\udc00', quote: 'q\u0001' }],
      choices: [{ label: 'c\ud800\u0002', value: 'v' }],
    });
    expect(outcome).toMatchObject({ kind: 'sent' });
    expect(fake.sent[0]?.text).toBe('a\ufffdb\n\n📖 n\ufffd\nq');
    expect(fake.sent[0]?.buttons).toEqual([[{ text: 'c\ufffd', data: 'c:1:0' }]]);
  });

  test('never gets longer than Telegram takes: quotes go first, the text stays', async () => {
    const { fake, sends } = await onLine({ idle: true });
    fake.person(1);
    const text = 'Điều này quan trọng. '.repeat(166).trim();
    const quote = 'trích nguyên văn '.repeat(80).trim();
    const sources = [1, 2, 3].map((n) => ({ label: `Nguồn ${n}`, quote: `${n} ${quote}` }));
    expect(await sends('1', { text, sources })).toMatchObject({ kind: 'sent' });
    const shown = fake.sent[0]?.text ?? '';
    expect(shown.startsWith(text)).toBe(true);
    for (const n of [1, 2, 3]) expect(shown).toContain(`📖 Nguồn ${n}`);
    expect(shown).toContain('1 trích nguyên văn');
    expect(shown).not.toContain('3 trích nguyên văn');
    expect(shown.length).toBeGreaterThan(4000);
    expect(shown.length).toBeLessThanOrEqual(4096);
  });

  test('that is far too long is cut rather than lost', async () => {
    const { fake, sends } = await onLine({ idle: true });
    fake.person(1);
    expect(await sends('1', { text: '<😀&'.repeat(3000) })).toMatchObject({ kind: 'sent' });
    expect(fake.sent[0]?.text).toMatch(/^<😀&.*…$/su);
    expect(fake.sent[0]?.text.length).toBeGreaterThan(4090);
  });

  test('without words is refused before Telegram sees it', async () => {
    const { fake, sends } = await onLine({ idle: true });
    fake.person(1);
    expect(await sends('1', { text: ' \n ' })).toEqual({ kind: 'refused', why: 'an empty text' });
    expect(await sends('@somebody', { text: 'a' })).toEqual({ kind: 'refused', why: 'not an address on Telegram' });
    expect(fake.requests.filter(({ method }) => method === 'sendMessage')).toEqual([]);
  });

  test('comes as plain words if Telegram cannot read its mark-up', async () => {
    const { fake, sends } = await onLine({ idle: true });
    fake.person(1);
    fake.fail({ kind: 'unreadable' });
    const sources = [{ label: 'Nguồn', quote: 'trích' }];
    expect(await sends('1', { text: '**Một** & hai', sources })).toMatchObject({ kind: 'sent' });
    expect(fake.sent.map(({ text, entities }) => [text, entities])).toEqual([['Một & hai\n\n📖 Nguồn', []]]);
    fake.fail({ kind: 'unreadable', times: 2 });
    expect(await sends('1', { text: 'a' })).toMatchObject({ kind: 'refused' });
  });
});

describe('buttons', () => {
  const labels = (n: number, text = 'Chọn') =>
    Array.from({ length: n }, (_, i) => ({ label: `${text} ${i}`, value: `${i}` }));

  async function rowsOf(choices: { label: string; value: string }[]): Promise<string[][]> {
    const { fake, sends } = await onLine({ idle: true });
    fake.person(1);
    expect(await sends('1', { text: 'a', choices }, '9223372036854775807')).toMatchObject({ kind: 'sent' });
    const buttons = fake.sent[0]?.buttons ?? [];
    expect(buttons.flat().map(({ data }) => data)).toEqual(choices.map((_, i) => `c:9223372036854775807:${i}`));
    return buttons.map((row) => row.map(({ text }) => text));
  }

  test('votes share a row, long questions have one each, short ones stand in pairs', async () => {
    const long = 'Hồ sơ đăng ký sản phẩm mới gồm những gì?';
    const choices = ['👍 Có ích', '👎 Chưa đúng', long, 'Nhóm 1', 'Nhóm 2', 'Nhóm 3', long];
    expect(await rowsOf(choices.map((label) => ({ label, value: label })))).toEqual([
      ['👍 Có ích', '👎 Chưa đúng'],
      [long],
      ['Nhóm 1', 'Nhóm 2'],
      ['Nhóm 3'],
      [long],
    ]);
  });

  test('a lone vote does not stand beside a question', async () => {
    expect(await rowsOf(['👍 Có ích', 'Nhóm 1'].map((label) => ({ label, value: '' })))).toEqual([
      ['👍 Có ích'],
      ['Nhóm 1'],
    ]);
  });

  test('many choices are packed closer, in at most eight rows', async () => {
    const rows = await rowsOf(labels(23, 'Một xã có tên khá là dài'));
    expect(rows).toHaveLength(8);
    expect(rows.flat()).toHaveLength(23);
  });

  test('labels are cut to 64 characters, an empty one shows its number', async () => {
    const rows = await rowsOf([
      { label: 'x'.repeat(200), value: 'a' },
      { label: ' ', value: 'b' },
    ]);
    expect(rows).toEqual([[`${'x'.repeat(63)}…`], ['2']]);
  });
});

describe('a file', () => {
  const attachment = { name: 'du-lieu/cua toi.json', mime: 'application/json', text: '{"tên":"Lan"}' };

  test('comes with the text below it and the buttons', async () => {
    const { fake, sends } = await onLine({ idle: true });
    fake.person(1);
    const choices = [{ label: 'Xoá', value: 'x' }];
    expect(await sends('1', { text: '[Dữ liệu] của **bạn**', attachment, choices })).toMatchObject({ kind: 'sent' });
    expect(fake.sent).toHaveLength(1);
    expect(fake.sent[0]).toMatchObject({
      text: '[Dữ liệu] của bạn',
      document: { name: 'du-lieu cua toi.json', text: '{"tên":"Lan"}' },
      buttons: [[{ text: 'Xoá', data: 'c:1:0' }]],
    });
    expect(fake.violations).toEqual([]);
  });

  test('with a long text: the text goes ahead, once, even if the file needs two tries', async () => {
    const { fake, sends } = await onLine({ idle: true });
    fake.person(1);
    fake.fail({ kind: 'server-error', method: 'sendDocument' });
    const text = 'Dài. '.repeat(400).trim();
    expect(await sends('1', { text, attachment }, '5')).toMatchObject({ kind: 'retry' });
    expect(await sends('1', { text, attachment }, '5')).toMatchObject({ kind: 'sent' });
    expect(fake.sent.map((message) => [message.text, message.document?.text])).toEqual([
      [text, undefined],
      ['', attachment.text],
    ]);
  });
});

describe('how a send ends', () => {
  test('somebody who blocked the bot, or whom it never met, is unreachable', async () => {
    const { fake, sends, channel } = await onLine();
    fake.person(1).blocks();
    expect(await sends('1', { text: 'a' })).toEqual({
      kind: 'unreachable',
      why: 'sendMessage: 403 Forbidden: bot was blocked by the user',
    });
    expect(await sends('999', { text: 'a' })).toMatchObject({
      kind: 'unreachable',
      why: expect.stringContaining('chat not found'),
    });
    expect(channel.trouble()).toBeNull();
  });

  test('too many messages: later, after as long as Telegram says', async () => {
    const { fake, sends, channel } = await onLine();
    fake.person(1);
    fake.fail({ kind: 'rate', retryAfter: 17 });
    expect(await sends('1', { text: 'a' })).toMatchObject({ kind: 'retry', afterMs: 17_000 });
    expect(channel.trouble()).toBeNull();
  });

  test('Telegram out of order: later', async () => {
    const { fake, sends, channel } = await onLine();
    fake.person(1);
    fake.fail({ kind: 'server-error' });
    expect(await sends('1', { text: 'a' })).toMatchObject({ kind: 'retry' });
    expect(channel.trouble()).toContain('out of order');
    expect(await sends('1', { text: 'a' })).toMatchObject({ kind: 'sent' });
    expect(channel.trouble()).toBeNull();
  });

  test('a refused token: later, and the operator is told', async () => {
    const { fake, sends, channel } = await onLine({ idle: true });
    fake.person(1);
    fake.fail({ kind: 'unauthorized' });
    expect(await sends('1', { text: 'a' })).toMatchObject({ kind: 'retry', afterMs: 60_000 });
    expect(channel.trouble()).toContain('TELEGRAM_BOT_TOKEN');
  });

  test('nobody there: later, for the message cannot have arrived', async () => {
    const gone = await startFakeTelegram({ token });
    await gone.stop();
    const { sends } = await onLine({ options: { apiRoot: gone.root }, idle: true });
    expect(await sends('1', { text: 'a' })).toMatchObject({
      kind: 'retry',
      why: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test.each([
    ['cut-before', 0],
    ['cut-after', 1],
    ['html-error', 0],
    ['hang', 0],
    ['hang-after', 1],
  ] as const)('%s: unknown, for Telegram may have it', async (kind, arrived) => {
    const { fake, sends } = await onLine({ idle: true, options: { timeoutMs: 200 } });
    fake.person(1);
    fake.fail({ kind });
    expect(await sends('1', { text: 'a' })).toMatchObject({ kind: 'unknown' });
    expect(fake.sent).toHaveLength(arrived);
  });

  test('neither the token nor anybody’s words reach the log or the outcome, whatever goes wrong', async () => {
    const { fake, sends, channel, logged } = await onLine({ options: { timeoutMs: 200 } });
    fake.person(1);
    const outcomes: unknown[] = [];
    const kinds = [
      'rate',
      'unauthorized',
      'server-error',
      'html-error',
      'blocked',
      'hang',
      'cut-before',
      'cut-after',
    ] as const;
    for (const kind of kinds) {
      fake.fail({ kind });
      outcomes.push(await sends('1', { text: 'Số của tôi là 0905 123 456' }), channel.trouble());
    }
    fake.fail({ kind: 'cut-before', method: '*', times: 3 });
    await channel.typing('1');
    await fake.stop();
    outcomes.push(await sends('1', { text: 'Số của tôi là 0905 123 456' }), channel.trouble());
    for (const written of [logged(), JSON.stringify(outcomes)]) {
      expect(written).not.toContain('very-secret');
      expect(written).not.toContain('0905');
    }
    expect(logged()).toContain('telegram does not work');
  });
});

test('typing is shown in the chat and in its topic, and never fails', async () => {
  const { fake, channel } = await onLine({ idle: true });
  fake.group(-100).member(1);
  await channel.typing('-100/7');
  await channel.typing('404');
  await channel.typing('nowhere');
  expect(fake.requests.map(({ method, parameters }) => [method, parameters])).toEqual([
    ['sendChatAction', { chat_id: -100, action: 'typing', message_thread_id: 7 }],
    ['sendChatAction', { chat_id: 404, action: 'typing' }],
  ]);
});

test('the rate is what the operator set, 28 a second unless set', async () => {
  expect((await onLine({ idle: true })).channel.limits).toEqual({ textLength: 3500, perSecond: 28 });
  expect((await onLine({ idle: true, options: { perSecond: 5 } })).channel.limits.perSecond).toBe(5);
});
