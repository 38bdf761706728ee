import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Choice } from '../../../bot/message.ts';
import { reasonInWords } from '../../../handlers/notices/follow/reasons.ts';
import { docx, docxType, pdf, phonePhoto } from '../../files.ts';
import { type Circumstances, onLine } from './zalo-oa-on-line.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const choicesOf = (...labels: string[]): Choice[] => labels.map((label, index) => ({ label, value: `v${index}` }));

/** With somebody who has just followed. */
async function withLan(circumstances: Circumstances = {}) {
  const line = await onLine(circumstances);
  const lan = line.fake.person(1);
  lan.follows();
  await line.takesIn(1);
  return {
    ...line,
    lan,
    bodies: () => line.fake.requests.filter(({ call }) => call === 'message').map(({ body }) => body),
  };
}

describe('a text', () => {
  test('goes out without marks, with its sources, as one request that is exactly documented', async () => {
    const { sends, lan, bodies, fake } = await withLan();
    const sources = [{ label: 'Kế hoạch, mục I', quote: 'mỗi xã một sản phẩm' }];
    const outcome = await sends(lan.chat, { text: '**Chào** bạn', sources });
    expect(outcome).toEqual({ kind: 'sent', platformId: lan.received()[0]?.messageId });
    expect(bodies()).toEqual([
      { recipient: { user_id: lan.chat }, message: { text: 'Chào bạn\n\n📖 Kế hoạch, mục I\n“mỗi xã một sản phẩm”' } },
    ]);
    expect(fake.violations).toEqual([]);
  });

  test('of more than 2,000 letters is split where a reader would pause', async () => {
    const { sends, lan } = await withLan();
    const text = Array.from({ length: 130 }, (_, n) => `Câu số ${n} của một câu trả lời rất dài.`)
      .join(' ')
      .normalize('NFD');
    expect(await sends(lan.chat, { text })).toMatchObject({ kind: 'sent' });
    const whole = lan.received().map((one) => one.text);
    expect(whole.length).toBeGreaterThan(2);
    for (const piece of whole) expect(piece.length).toBeLessThanOrEqual(2000);
    expect(whole.join(' ')).toBe(text.normalize('NFC'));
  });

  test('whose second part fails goes on from there', async () => {
    const { sends, lan, fake } = await withLan();
    const text = Array.from({ length: 300 }, (_, n) => `câu ${n}.`).join(' ');
    void lan.waitsFor().then(() => fake.fail({ kind: { code: -32 } }));
    expect(await sends(lan.chat, { text }, { key: '9' })).toMatchObject({ kind: 'retry', afterMs: 60_000 });
    expect(lan.received()).toHaveLength(1);
    expect(await sends(lan.chat, { text }, { key: '9' })).toMatchObject({ kind: 'sent' });
    expect(
      lan
        .received()
        .map((one) => one.text)
        .join(' '),
    ).toBe(text);
  });

  test('that is empty is refused here', async () => {
    const { sends, lan } = await withLan();
    expect(await sends(lan.chat, { text: '  ' })).toMatchObject({ kind: 'refused' });
  });
});

describe('choices', () => {
  test('up to five are buttons that come back as what they are', async () => {
    const { sends, lan, takesIn } = await withLan();
    await sends(
      lan.chat,
      { text: 'Bạn chọn:', choices: choicesOf('Đồng ý', 'Không', 'Ba', 'Bốn', 'Năm') },
      { key: '77' },
    );
    expect(lan.received()[0]).toMatchObject({ text: 'Bạn chọn:', labels: ['Đồng ý', 'Không', 'Ba', 'Bốn', 'Năm'] });
    expect(lan.received()[0]?.buttons[0]).toMatchObject({ title: 'Đồng ý', payload: '#chon:77:0' });
    lan.presses('Bốn');
    expect((await takesIn(2))[1]?.content).toEqual({ kind: 'choice', message: '77', index: 3 });
  });

  test.each([
    ['six', choicesOf('Một', 'Hai', 'Ba', 'Bốn', 'Năm', 'Sáu')],
    ['one that is too long for a button', choicesOf('Hợp tác xã nông nghiệp tổng hợp An Hòa', 'Không')],
  ])('%s are numbered lines', async (_, choices) => {
    const { sends, lan } = await withLan();
    await sends(lan.chat, { text: 'Bạn chọn:', choices });
    const [shown] = lan.received();
    expect(shown?.buttons).toEqual([]);
    expect(shown?.labels).toEqual(choices.map(({ label }) => label));
    expect(shown?.text).toContain(`1. ${choices[0]?.label}`);
  });

  test('that Zalo does not take as buttons go out as lines', async () => {
    const { sends, lan, channel } = await withLan({ platform: { habits: { withoutButtons: true } } });
    expect(await sends(lan.chat, { text: 'Bạn chọn:', choices: choicesOf('Có', 'Không') })).toMatchObject({
      kind: 'sent',
    });
    expect(lan.received().map(({ text }) => text)).toEqual([
      'Bạn chọn:\n\n1. Có\n2. Không\n👉 Gõ số từ 1 đến 2 để chọn.',
    ]);
    expect(channel.trouble()).toBeNull();
  });
});

describe('files', () => {
  test('a picture is uploaded once, made to fit, and bears the words where they fit', async () => {
    const { sends, lan, files, fake } = await withLan();
    const noise = await sharp({
      create: {
        width: 1500,
        height: 1500,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    const hash = await files.put(noise);
    const attachment = { name: 'Nhãn.png', mime: 'image/png', hash };
    expect(await sends(lan.chat, { text: 'Nhãn mới', attachment })).toMatchObject({ kind: 'sent' });
    expect(
      await sends(lan.chat, { text: 'Bạn thấy sao?', attachment, choices: choicesOf('Đẹp', 'Xấu') }, { key: '2' }),
    ).toMatchObject({ kind: 'sent' });
    const [first, second, third] = lan.received();
    expect(first).toMatchObject({ text: 'Nhãn mới' });
    expect((await sharp(first?.photo?.bytes).metadata()).format).toBe('jpeg');
    expect(second).toMatchObject({ text: '', photo: {} });
    expect(third).toMatchObject({ text: 'Bạn thấy sao?', labels: ['Đẹp', 'Xấu'] });
    expect(fake.uploads.count).toBe(1);
  });

  test('an upload that has ended is made anew', async () => {
    const { sends, lan, files, fake } = await withLan();
    const attachment = { name: 'a.jpg', mime: 'image/jpeg', hash: await files.put(await phonePhoto()) };
    await sends(lan.chat, { text: 'một', attachment });
    fake.uploads.end();
    expect(await sends(lan.chat, { text: 'hai', attachment }, { key: '2' })).toMatchObject({ kind: 'sent' });
    expect(fake.uploads.count).toBe(2);
    expect(lan.received()).toHaveLength(2);
  });

  test.each([
    ['Đơn đăng ký.pdf', 'application/pdf', pdf(), 'Don-dang-ky.pdf'],
    ['Báo cáo.docx', docxType, docx(), 'Bao-cao.docx'],
  ])('%s goes out as a file', async (name, mime, bytes, shown) => {
    const { sends, lan, files } = await withLan();
    expect(
      await sends(lan.chat, { text: 'Mẫu đã điền', attachment: { name, mime, hash: await files.put(bytes) } }),
    ).toMatchObject({ kind: 'sent' });
    expect(lan.received()).toMatchObject([{ document: { name: shown, bytes } }, { text: 'Mẫu đã điền' }]);
  });

  test('a file of 5 MB goes out itself, a larger one as a link', async () => {
    const { sends, lan, files } = await withLan({ options: { publicUrl: 'http://127.0.0.1:1' } });
    for (const extra of [0, 1]) {
      const bytes = Buffer.concat([pdf(), Buffer.alloc(5 * 1024 * 1024 + extra - pdf().length, ' ')]);
      const attachment = { name: 'a.pdf', mime: 'application/pdf', hash: await files.put(bytes) };
      expect(await sends(lan.chat, { text: '', attachment }, { key: String(extra) })).toMatchObject({ kind: 'sent' });
    }
    expect(lan.received()).toMatchObject([
      { document: { name: 'a.pdf' } },
      { text: expect.stringContaining('24 giờ') },
    ]);
  });

  test('what the account cannot send is a link, or a word on why not', async () => {
    const attachment = { name: 'lich.ics', mime: 'text/calendar', text: 'BEGIN:VCALENDAR' };
    const { sends, lan, channel } = await withLan({ options: { publicUrl: 'http://127.0.0.1:1' } });
    await sends(lan.chat, { text: 'Lịch', attachment });
    const [, seal = '', name = ''] = /\/zalo\/oa\/files\/(\S+)\/(\S+)$/.exec(lan.received()[0]?.text ?? '') ?? [];
    expect(await (await channel.file(seal, name)).text()).toBe('BEGIN:VCALENDAR');
    expect((await channel.file(`${seal.slice(0, -1)}!`, name)).status).toBe(404);
    const none = await withLan();
    await none.sends(none.lan.chat, { text: 'Lịch', attachment });
    expect(none.lan.received()[0]?.text).toContain('chưa có địa chỉ công khai');
  });

  test.each([
    ['says no', { kind: { code: -201 }, method: 'upload' }, 'sent'],
    ['is out of order', { kind: 'html-error', method: 'upload' }, 'retry'],
    ['breaks off', { kind: 'cut-after', method: 'upload' }, 'retry'],
  ] as const)('an upload that %s tells nobody anything twice', async (_, fault, kind) => {
    const { sends, lan, files, fake } = await withLan();
    const attachment = { name: 'a.pdf', mime: 'application/pdf', hash: await files.put(pdf()) };
    fake.fail(fault);
    expect(await sends(lan.chat, { text: 'Đây', attachment })).toMatchObject({ kind });
    expect(lan.received()).toHaveLength(kind === 'sent' ? 1 : 0);
  });

  test('a file that is gone is refused', async () => {
    const { sends, lan } = await withLan();
    const attachment = { name: 'a.pdf', mime: 'application/pdf', hash: '0'.repeat(64) };
    expect(await sends(lan.chat, { text: 'Đây', attachment })).toMatchObject({ kind: 'refused' });
  });
});

test('the number is asked for with a button of its own, and never makes the message fail', async () => {
  const { sends, lan, fake, takesIn } = await withLan();
  const ask = { text: 'Số điện thoại của bạn?', choices: choicesOf('Quay lại'), keyboard: 'ask-contact' as const };
  expect(await sends(lan.chat, ask)).toMatchObject({ kind: 'sent' });
  expect(lan.received()).toMatchObject([{ labels: ['Quay lại'] }, { asksContact: true }]);
  lan.sendsContact('+84905123456');
  expect((await takesIn(2))[1]?.content).toMatchObject({ media: 'contact', phone: '+84905123456' });
  const other = fake.person(2);
  other.follows();
  void other.waitsFor().then(() => fake.fail({ kind: { code: -201 } }));
  expect(await sends(other.chat, ask, { key: '2' })).toMatchObject({ kind: 'sent' });
  expect(other.received()).toMatchObject([{ labels: ['Quay lại'] }]);
});

describe('what is free and what is allowed', () => {
  test('within 48 hours nothing counts; later each message does, and notices stop before answers do', async () => {
    const { sends, lan, quota, clock, fake } = await withLan();
    clock.advance(47 * hourMs);
    await sends(lan.chat, { text: 'một' });
    expect(quota.counted).toBe(0);
    clock.advance(2 * hourMs);
    await sends(lan.chat, { text: 'hai' }, { key: '2' });
    await sends(lan.chat, { text: 'ba' }, { key: '3', bulk: true });
    expect([quota.counted, fake.paid()]).toEqual([2, 2]);
    quota.isKept = true;
    expect(await sends(lan.chat, { text: 'bốn' }, { key: '4', bulk: true })).toEqual({
      kind: 'refused',
      why: 'quota kept for answers',
    });
    expect(await sends(lan.chat, { text: 'năm' }, { key: '5' })).toMatchObject({ kind: 'sent' });
    // Whoever wrote a moment ago costs nothing.
    quota.lastHeard = clock.now();
    lan.says('chào');
    expect(await sends(lan.chat, { text: 'sáu' }, { key: '6', bulk: true })).toMatchObject({ kind: 'sent' });
    expect(quota.counted).toBe(3);
  });

  test.each([
    ['seven days without a word', 8 * dayMs, -230],
    ['somebody who never wrote', null, -232],
  ])('%s: refused, and the report says why', async (_, silentMs, code) => {
    const { sends, lan, clock, fake } = await withLan();
    clock.advance(silentMs ?? 0);
    const outcome = await sends(silentMs === null ? fake.person(9).chat : lan.chat, { text: 'chào' }, { bulk: true });
    expect(outcome).toEqual({ kind: 'refused', why: `no word from them in 7 days (${code})` });
    expect(reasonInWords(outcome.kind === 'refused' ? outcome.why : null)).toContain('quá 7 ngày chưa nhắn');
  });
});

describe('what Zalo says no to', () => {
  test.each([
    [-213, 'unreachable', 'đã bỏ quan tâm hoặc chặn Zalo OA'],
    [-217, 'unreachable', 'đã bỏ quan tâm hoặc chặn Zalo OA'],
    [-227, 'unreachable', 'tài khoản Zalo bị khoá'],
    [-244, 'unreachable', 'đã bỏ quan tâm hoặc chặn Zalo OA'],
    [-210, 'refused', 'ứng dụng không nhận tin này'],
    [-248, 'refused', 'ứng dụng không nhận tin này'],
    [-999, 'refused', 'ứng dụng không nhận tin này'],
    [-211, 'retry', 'hết hạn mức tin'],
    [-32, 'retry', null],
    [-221, 'retry', null],
  ] as const)('%i: %s', async (code, kind, words) => {
    const { sends, lan, fake, channel } = await withLan();
    fake.fail({ kind: { code, message: 'Zalo says no' }, times: 5 });
    const outcome = await sends(lan.chat, { text: 'chào' });
    expect(outcome.kind).toBe(kind);
    if (words !== null && 'why' in outcome) expect(reasonInWords(outcome.why)).toContain(words);
    expect(channel.trouble() === null).toBe(kind !== 'retry');
    expect(lan.received()).toEqual([]);
  });

  test('a notice to many is refused where an answer would be tried again: the quota is spent', async () => {
    const { sends, lan, fake } = await withLan();
    fake.fail({ kind: { code: -211 } });
    expect(await sends(lan.chat, { text: 'chào' }, { bulk: true })).toEqual({
      kind: 'refused',
      why: 'quota exceeded (-211)',
    });
  });

  test('a failure of the sending itself is tried once more', async () => {
    const { sends, lan, fake } = await withLan();
    fake.fail({ kind: { code: -200 } });
    expect(await sends(lan.chat, { text: 'chào' })).toMatchObject({ kind: 'sent' });
    fake.fail({ kind: { code: -200 }, times: 2 });
    expect(await sends(lan.chat, { text: 'chào' }, { key: '2' })).toMatchObject({ kind: 'refused' });
    expect(lan.received()).toHaveLength(1);
  });

  test.each([
    ['hang', 'unknown', 0],
    ['hang-after', 'unknown', 1],
    ['cut-before', 'unknown', 0],
    ['cut-after', 'unknown', 1],
    ['html-error', 'unknown', 0],
    ['strange-json', 'unknown', 0],
  ] as const)(
    '%s: nobody knows whether it arrived, and it is not sent again from here',
    async (fault, kind, delivered) => {
      const { sends, lan, fake } = await withLan({ options: { timeoutMs: 700 } });
      await sends(lan.chat, { text: 'trước' });
      fake.fail({ kind: fault });
      expect((await sends(lan.chat, { text: 'chào' }, { key: '2' })).kind).toBe(kind);
      expect(lan.received()).toHaveLength(1 + delivered);
    },
  );

  test('a server that is not there can be tried again', async () => {
    const { lan, fake, channel, sends } = await withLan();
    await sends(lan.chat, { text: 'trước' });
    await fake.stop();
    // What was on a line that broke may have arrived.
    expect(await sends(lan.chat, { text: 'chào' }, { key: '2' })).toMatchObject({ kind: 'unknown' });
    expect(await sends(lan.chat, { text: 'chào' }, { key: '3' })).toMatchObject({ kind: 'retry' });
    expect(channel.trouble()).toContain('cannot be reached');
  });
});

test('neither tokens nor anybody’s words reach the log or an outcome, whatever goes wrong', async () => {
  const { sends, lan, fake, logged, database } = await withLan({ options: { timeoutMs: 300 } });
  const outcomes: unknown[] = [];
  const kinds = [
    'hang',
    'cut-before',
    'cut-after',
    'html-error',
    'strange-json',
    { code: -201, message: 'text is invalid!' },
  ] as const;
  for (const [index, kind] of kinds.entries()) {
    fake.signIn.expire();
    fake.fail({ kind });
    fake.fail({ kind, method: 'sign-in' });
    outcomes.push(await sends(lan.chat, { text: 'câu bí mật' }, { key: String(index + 10) }));
    fake.heal();
  }
  const [row] = await database.client.oaGrant.findMany();
  expect(`${logged()}${JSON.stringify(outcomes)}${row?.ended}`).not.toMatch(
    /access-\d|refresh-\d|first-|bí mật|-secret-for-tests/,
  );
});
