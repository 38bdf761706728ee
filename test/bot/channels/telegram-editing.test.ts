import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../bot/message.ts';
import { phonePhoto } from '../../files.ts';
import { type OnLine, onLine } from './telegram-on-line.ts';

async function sent(first: Partial<Reply> & { text: string }): Promise<
  OnLine & {
    edits(reply: Partial<Reply> & { text: string }): ReturnType<NonNullable<OnLine['channel']['edit']>>;
  }
> {
  const line = await onLine({ idle: true });
  line.fake.person(1);
  const outcome = await line.sends('1', first);
  if (outcome.kind !== 'sent') throw new Error('it was not sent');
  const { platformId } = outcome;
  return {
    ...line,
    async edits(reply) {
      if (!line.channel.edit) throw new Error('Telegram can edit');
      return line.channel.edit({ key: '1', chat: '1', platformId, reply: { sources: [], choices: [], ...reply } });
    },
  };
}

describe('an edit on Telegram', () => {
  test('replaces words and buttons in place', async () => {
    const { fake, edits } = await sent({ text: 'Đang gửi', choices: [{ label: 'Tạm dừng', value: 'a' }] });
    expect(await edits({ text: '**Xong** <b>', choices: [{ label: 'Báo cáo', value: 'b' }] })).toEqual({
      kind: 'done',
    });
    expect(fake.requests.at(-1)).toMatchObject({
      method: 'editMessageText',
      parameters: { parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
    });
    expect(fake.sent).toHaveLength(1);
    expect(fake.sent[0]).toMatchObject({
      text: 'Xong <b>',
      buttons: [[{ text: 'Báo cáo', data: 'c:1:0' }]],
      edits: 1,
    });
    expect(await edits({ text: 'Hết' })).toEqual({ kind: 'done' });
    expect(fake.sent[0]).toMatchObject({ text: 'Hết', buttons: [] });
    expect(fake.violations).toEqual([]);
  });

  test('shows how far something is as a bar of text', async () => {
    const { fake, edits } = await sent({ text: 'Đang gửi', progress: { done: 0, total: 40 } });
    expect(fake.sent[0]?.text).toBe('Đang gửi\n░░░░░░░░░░ 0 %');
    await edits({ text: 'Đang gửi', progress: { done: 21, total: 40 } });
    expect(fake.sent[0]?.text).toBe('Đang gửi\n▓▓▓▓▓░░░░░ 52 %');
  });

  test('goes to the words under a picture', async () => {
    const line = await onLine({ idle: true });
    line.fake.person(1);
    const hash = await line.files.put(await phonePhoto());
    const attachment = { name: 'anh.jpg', mime: 'image/jpeg', hash };
    const first = { sources: [], choices: [], attachment, text: 'Cũ' };
    const outcome = await line.channel.send({ key: '1', chat: '1', reply: first });
    const platformId = outcome.kind === 'sent' ? outcome.platformId : '';
    expect(await line.channel.edit?.({ key: '1', chat: '1', platformId, reply: { ...first, text: 'Mới' } })).toEqual({
      kind: 'done',
    });
    expect(line.fake.sent.map(({ text }) => text)).toEqual(['Mới']);
    const long = await line.channel.edit?.({
      key: '1',
      chat: '1',
      platformId,
      reply: { ...first, text: 'dài '.repeat(400) },
    });
    expect(long).toEqual({ kind: 'refused', why: 'a message in two parts' });
  });

  test('that changes nothing, or whose message is gone, is done', async () => {
    const { edits, channel } = await sent({ text: 'Như cũ' });
    expect(await edits({ text: 'Như cũ' })).toEqual({ kind: 'done' });
    const reply = { text: 'x', sources: [], choices: [] };
    expect(await channel.edit?.({ key: '1', chat: '1', platformId: '999', reply })).toEqual({ kind: 'done' });
  });

  test.each([
    ['rate', { kind: 'retry', afterMs: 7_000 }],
    ['server-error', { kind: 'retry' }],
    ['cut-after', { kind: 'retry' }],
    ['blocked', { kind: 'refused' }],
  ] as const)('%s: ends as it should', async (kind, expected) => {
    const { fake, edits, logged } = await sent({ text: 'Cũ' });
    fake.fail({ kind, method: 'editMessageText', retryAfter: 7 });
    expect(await edits({ text: 'Mới' })).toMatchObject(expected);
    expect(logged()).not.toContain('very-secret');
  });

  test('still says its words when Telegram cannot read the HTML', async () => {
    const { fake, edits } = await sent({ text: 'Cũ' });
    fake.fail({ kind: 'unreadable', method: 'editMessageText' });
    expect(await edits({ text: '**Mới**' })).toEqual({ kind: 'done' });
    expect(fake.sent[0]?.text).toBe('Mới');
  });
});
