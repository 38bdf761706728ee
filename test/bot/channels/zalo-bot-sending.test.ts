import { describe, expect, test } from 'vitest';
import { startFakeZaloBot } from '../../fakes/zalo-bot.ts';
import { onLine, token } from './zalo-bot-on-line.ts';

const choicesOf = (...labels: string[]) => labels.map((label) => ({ label, value: `x:${label}` }));

describe('a reply on Zalo', () => {
  test('has bold words, a line for each source with what it quotes, and numbered choices', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    const outcome = await sends(lan.chat, {
      text: 'Có **6 nhóm** sản phẩm.',
      sources: [
        { label: 'Kế hoạch OCOP 2024, mục II.1', quote: 'gồm 06 nhóm' },
        { label: 'Quyết định 148', quote: '' },
      ],
      choices: choicesOf('Đồng ý', 'Huỷ'),
    });
    expect(outcome).toEqual({ kind: 'sent', platformId: fake.sent[0]?.messageId });
    expect(fake.requests).toEqual([
      {
        method: 'sendMessage',
        parameters: {
          chat_id: lan.chat,
          text: 'Có 6 nhóm sản phẩm.\n\n📖 Kế hoạch OCOP 2024, mục II.1\n“gồm 06 nhóm”\n📖 Quyết định 148\n\n1. Đồng ý\n2. Huỷ\n👉 Gõ số từ 1 đến 2 để chọn.',
          text_styles: [{ start: 3, len: 6, st: ['b'] }],
        },
      },
    ]);
    expect(fake.sent[0]).toMatchObject({ bold: ['6 nhóm'], labels: ['Đồng ý', 'Huỷ'] });
    expect(fake.violations).toEqual([]);
  });

  test('numbers no label a second time', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    await sends(lan.chat, { text: 'Mấy sao?', choices: choicesOf('1', '2', '3', '4', '5') });
    await sends(lan.chat, { text: 'Chọn', choices: choicesOf('1. Bao bì', 'Trang sau') });
    await sends(lan.chat, { text: 'Chọn', choices: choicesOf('Mở') });
    expect(fake.sent.map(({ text }) => text)).toEqual([
      'Mấy sao?\n\n👉 Gõ số từ 1 đến 5 để chọn.',
      'Chọn\n\n1. Bao bì\n2. Trang sau\n👉 Gõ số từ 1 đến 2 để chọn.',
      'Chọn\n\n1. Mở\n👉 Gõ 1 để chọn.',
    ]);
  });

  test('lists no choice again that stands under its number in the text', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    const text = 'Sắp tới:\n1. **Tập huấn bao bì**\n08:00 · Vĩnh Hải\n2. Hội chợ xuân\n3. Mang theo giấy tờ';
    await sends(lan.chat, { text, choices: choicesOf('Tập huấn bao bì · 26/11', 'Hội chợ… · 27/11', 'Trang sau') });
    expect(fake.sent[0]?.text).toBe(
      'Sắp tới:\n1. Tập huấn bao bì\n08:00 · Vĩnh Hải\n2. Hội chợ xuân\n3. Mang theo giấy tờ\n\n3. Trang sau\n👉 Gõ số từ 1 đến 3 để chọn.',
    );
  });

  test('speaks of typing, where it has no buttons to press', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    const said =
      'Bấm nút dưới đây là làm ngay. Đủ rồi thì bấm **Xong**, hoặc bấm một nút bên dưới. Lớp bấm huyệt mở lại.';
    await sends(lan.chat, { text: said, choices: choicesOf('Xong', 'Huỷ') });
    expect(fake.sent[0]?.text.split('\n')[0]).toBe(
      'Chọn số ở dưới là làm ngay. Đủ rồi thì chọn Xong, hoặc chọn số ở dưới. Lớp bấm huyệt mở lại.',
    );
  });

  test('bears letters where a number is the answer', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    await sends(lan.chat, { text: 'Mấy phần trăm?', choices: choicesOf('Đúng 60%', 'Huỷ'), lettered: true });
    expect(fake.sent[0]?.text).toBe(
      'Mấy phần trăm?\n\na. Đúng 60%\nb. Huỷ\n👉 Gõ câu trả lời của bạn, hoặc gõ chữ từ a đến b để chọn.',
    );
  });

  test.each([
    [2000, 1],
    [2001, 2],
  ])('of %i characters is %i message(s)', async (length, count) => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    expect(await sends(lan.chat, { text: 'ở'.repeat(length) })).toMatchObject({ kind: 'sent' });
    expect(fake.sent).toHaveLength(count);
    expect(fake.sent.map(({ text }) => text).join('')).toBe('ở'.repeat(length));
  });

  test('is composed before it is measured', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    await sends(lan.chat, { text: 'ở'.repeat(2000).normalize('NFD') });
    expect(fake.sent.map(({ text }) => text)).toEqual(['ở'.repeat(2000)]);
  });

  test('is split where a reader pauses, its bold words stay bold, and the choices come last', async () => {
    const { fake, sends, quota } = await onLine({ idle: true });
    const lan = fake.person(1);
    const paragraph = `${'Điều này quan trọng. '.repeat(50)}**Nhớ kỹ** điều này.`;
    const text = [paragraph, paragraph, paragraph].join('\n\n');
    expect(await sends(lan.chat, { text, choices: choicesOf('Tiếp') })).toMatchObject({ kind: 'sent' });
    expect(fake.sent.length).toBeGreaterThan(1);
    for (const message of fake.sent) {
      expect(message.text.length).toBeLessThanOrEqual(2000);
      expect(message.bold.every((words) => words === 'Nhớ kỹ')).toBe(true);
    }
    expect(fake.sent.flatMap(({ bold }) => bold)).toHaveLength(3);
    expect(fake.sent.at(-1)?.labels).toEqual(['Tiếp']);
    expect(quota.counted).toBe(fake.sent.length);
  });

  test('keeps its text and choices when there is no room for quotes', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    const quote = 'trích nguyên văn '.repeat(80);
    const sources = [1, 2].map((n) => ({ label: `Nguồn ${n}`, quote: `${n} ${quote}` }));
    await sends(lan.chat, { text: 'ở'.repeat(1850), sources, choices: choicesOf('Tiếp') });
    expect(fake.sent).toHaveLength(1);
    expect(fake.sent[0]?.text).toContain('📖 Nguồn 2');
  });

  test('goes on where it broke off, if a part of it failed', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    const text = `${'a'.repeat(1900)}\n\n${'b'.repeat(1900)}\n\n${'c'.repeat(1900)}`;
    fake.fail({ kind: { code: 429 }, times: 1 });
    expect(await sends(lan.chat, { text })).toMatchObject({ kind: 'retry' });
    const half = sends(lan.chat, { text });
    await lan.waitsFor(1);
    fake.fail({ kind: { code: 429 } });
    expect(await half).toMatchObject({ kind: 'retry' });
    expect(await sends(lan.chat, { text })).toMatchObject({ kind: 'sent' });
    expect(fake.sent.map((message) => message.text[0])).toEqual(['a', 'b', 'c']);
  });

  test('comes without bold words if Zalo can make nothing of them', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    fake.fail({ kind: { code: 400 } });
    expect(await sends(lan.chat, { text: '**Một** {red} hai' })).toMatchObject({ kind: 'sent' });
    expect(fake.sent.map(({ text, bold }) => [text, bold])).toEqual([['Một {red} hai', []]]);
  });

  test('without words, or to no address, is refused before Zalo sees it', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    expect(await sends(lan.chat, { text: ' \n ' })).toEqual({ kind: 'refused', why: 'an empty text' });
    expect(await sends('', { text: 'a' })).toEqual({ kind: 'refused', why: 'not an address on Zalo' });
    expect(fake.requests).toEqual([]);
  });
});

describe('how a send ends', () => {
  test.each([
    [{ code: 404 }, 'refused'],
    [{ code: 400 }, 'refused'],
    [{ code: 777 }, 'refused'],
    [{ code: 429 }, 'retry'],
    [{ code: 401 }, 'retry'],
    [{ code: 408 }, 'unknown'],
    [{ code: null }, 'refused'],
    ['html-error', 'unknown'],
    ['strange-json', 'unknown'],
    ['cut-before', 'unknown'],
    ['cut-after', 'unknown'],
    ['hang', 'unknown'],
    ['hang-after', 'unknown'],
  ] as const)('%j, always with HTTP status 200 where Zalo says it: %s', async (kind, ending) => {
    const { fake, sends } = await onLine({ idle: true, options: { timeoutMs: 200 } });
    const lan = fake.person(1);
    fake.fail({ kind });
    expect((await sends(lan.chat, { text: 'a' })).kind).toBe(ending);
    expect(fake.requests).toHaveLength(1);
  });

  test('an error of the server’s own gets one more try, and then nobody knows', async () => {
    const { fake, sends } = await onLine({ idle: true });
    const lan = fake.person(1);
    fake.fail({ kind: { code: 403 } });
    expect(await sends(lan.chat, { text: 'a' })).toMatchObject({ kind: 'sent' });
    fake.fail({ kind: { code: 403 }, times: 2 });
    expect(await sends(lan.chat, { text: 'a' })).toMatchObject({ kind: 'unknown' });
    expect(fake.requests).toHaveLength(4);
  });

  test('nobody there: later, for the message cannot have arrived', async () => {
    const gone = await startFakeZaloBot({ token });
    await gone.stop();
    const { sends, channel } = await onLine({ options: { apiRoot: gone.root }, idle: true });
    expect(await sends('a1', { text: 'a' })).toMatchObject({ kind: 'retry', why: 'sendMessage: ECONNREFUSED' });
    expect(channel.trouble()).toBe('Zalo cannot be reached (sendMessage: ECONNREFUSED)');
  });

  test('a refused token: much later, and the operator is told', async () => {
    const { sends, channel } = await onLine({ idle: true, options: { token: '1:wrong' } });
    expect(await sends('a1', { text: 'a' })).toMatchObject({ kind: 'retry', afterMs: 900_000 });
    expect(channel.trouble()).toContain('ZALO_BOT_TOKEN');
  });

  test('neither the token nor anybody’s words reach the log or the outcome, whatever goes wrong', async () => {
    const { fake, sends, channel, logged } = await onLine({ options: { timeoutMs: 200 } });
    const lan = fake.person(1);
    const outcomes: unknown[] = [];
    const words = 'Số của tôi là 0905 123 456';
    const leaky = { code: 400, description: `no such thing https://x/bot${token}/sendMessage ${token}` };
    const kinds = [leaky, { code: 401 }, { code: 429 }, 'html-error', 'hang', 'cut-before', 'cut-after'] as const;
    for (const kind of kinds) {
      fake.fail({ kind });
      outcomes.push(await sends(lan.chat, { text: words }), channel.trouble());
    }
    fake.fail({ kind: 'cut-before', method: '*', times: 3 });
    await channel.typing(lan.chat);
    await fake.stop();
    outcomes.push(await sends(lan.chat, { text: words }), channel.trouble());
    for (const written of [logged(), JSON.stringify(outcomes)]) {
      expect(written).not.toContain('very-secret');
      expect(written).not.toContain('0905');
    }
    expect(JSON.stringify(outcomes)).toContain('[token]');
    expect(logged()).toContain('zalo-bot does not work');
  });
});

describe('the quota', () => {
  test('of which little is left is kept for answers: a notice to many is refused, with why', async () => {
    const { fake, sends, quota } = await onLine({ idle: true });
    const lan = fake.person(1);
    quota.isKept = true;
    expect(await sends(lan.chat, { text: 'Lớp mới' }, { bulk: true })).toEqual({
      kind: 'refused',
      why: 'quota kept for answers',
    });
    expect(await sends(lan.chat, { text: 'Trả lời' })).toMatchObject({ kind: 'sent' });
    expect(fake.sent.map(({ text }) => text)).toEqual(['Trả lời']);
    expect(quota.counted).toBe(1);
  });

  test('that is spent: answers wait, notices are refused, and the operator is told', async () => {
    const { fake, sends, channel } = await onLine({ idle: true, platform: { left: 0 } });
    const lan = fake.person(1);
    expect(await sends(lan.chat, { text: 'a' })).toEqual({ kind: 'retry', why: 'quota exceeded (429)' });
    expect(await sends(lan.chat, { text: 'a' }, { bulk: true })).toEqual({
      kind: 'refused',
      why: 'quota exceeded (429)',
    });
    expect(channel.trouble()).toContain('quota');
  });

  test('counts what may have arrived, too, and what came in', async () => {
    const { fake, sends, quota, takesIn } = await onLine({ options: { timeoutMs: 200 } });
    const lan = fake.person(1);
    fake.fail({ kind: 'cut-after' });
    await sends(lan.chat, { text: 'a' });
    expect(quota.counted).toBe(1);
    lan.says('chào');
    await takesIn(1);
    await expect.poll(() => quota.counted).toBe(2);
  });
});

test('each chat gets a rest between two messages', async () => {
  const { fake, sends } = await onLine({ idle: true, options: { pace: { perSecond: 5, chatRestMs: 800 } } });
  const [lan, minh] = [fake.person(1), fake.person(2)];
  const began = performance.now();
  await Promise.all([lan, minh].map(({ chat }) => sends(chat, { text: 'a' })));
  expect(performance.now() - began).toBeLessThan(700);
  await sends(lan.chat, { text: 'b' });
  expect(performance.now() - began).toBeGreaterThan(790);
});

test('typing is shown, and never fails', async () => {
  const { fake, channel } = await onLine({ idle: true });
  await channel.typing(fake.person(1).chat);
  await channel.typing('nobody');
  expect(fake.requests.map(({ method, parameters }) => [method, parameters.action])).toEqual([
    ['sendChatAction', 'typing'],
    ['sendChatAction', 'typing'],
  ]);
});
