import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Receive } from '../../../bot/channel.ts';
import { createTerminalChannel } from '../../../bot/channels/terminal.ts';
import { type Inbound, reply } from '../../../bot/message.ts';
import { pdf, phonePhoto, temporaryFiles } from '../../files.ts';

interface Setting {
  isLive?: boolean;
  colour?: boolean;
  receive?: Receive;
}

async function atTerminal({ isLive = false, colour = false, receive }: Setting = {}) {
  const files = temporaryFiles();
  const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
  const input = Object.assign(new PassThrough(), { isTTY: isLive });
  const output = Object.assign(new PassThrough(), { isTTY: isLive });
  let screen = '';
  output.on('data', (chunk) => {
    screen += chunk;
  });
  const arrivals: Inbound[] = [];
  let closings = 0;
  let ids = 0;
  const channel = createTerminalChannel({
    input,
    output,
    colour,
    greeting: 'Bạn cứ hỏi.',
    folder: join(folder, 'files'),
    files,
    newId: () => `id-${++ids}`,
    onClose: () => {
      closings += 1;
    },
  });
  await channel.start(async (batch) => {
    await receive?.(batch);
    arrivals.push(...batch);
  });
  onTestFinished(async () => {
    await channel.stop();
    await rm(folder, { recursive: true });
  });
  return {
    channel,
    input,
    output,
    folder,
    files,
    arrivals,
    texts: () => arrivals.map(({ content }) => content.kind === 'text' && content.text),
    screen: () => screen,
    closings: () => closings,
    sends: (message: ReturnType<typeof reply>) => channel.send({ key: '1', chat: 'terminal', reply: message }),
  };
}

describe('typing at the terminal', () => {
  test('each line is a message with an id of its own', async () => {
    const { input, arrivals } = await atTerminal();
    input.write('nhóm 3 là gì?\n  còn nhóm 4?  \n\n');
    await expect
      .poll(() => arrivals)
      .toEqual([
        {
          channel: 'terminal',
          id: 'id-1',
          chat: 'terminal',
          sender: 'terminal',
          content: { kind: 'text', text: 'nhóm 3 là gì?' },
        },
        {
          channel: 'terminal',
          id: 'id-2',
          chat: 'terminal',
          sender: 'terminal',
          content: { kind: 'text', text: 'còn nhóm 4?' },
        },
      ]);
  });

  test('a line @/path sends that file, in its place among the lines', async () => {
    const { input, arrivals, folder, screen } = await atTerminal();
    await writeFile(join(folder, 'nhãn mật nho.jpg'), await phonePhoto());
    await writeFile(join(folder, 'trang.jpg'), '<html>');
    input.write(`@${folder}/nhãn mật nho.jpg\n@${folder}/không có.pdf\n@${folder}/trang.jpg\n@${folder}\n@lan xong\n`);
    await expect.poll(() => arrivals.map(({ content }) => content.kind)).toEqual(['media', 'text']);
    expect(arrivals[0]?.content).toMatchObject({
      media: 'photo',
      file: { state: 'stored', name: 'nhãn mật nho.jpg', mime: 'image/jpeg' },
    });
    expect(screen()).toContain('Không mở được tệp');
    expect(screen().split('Tôi chỉ nhận ảnh')).toHaveLength(3);
  });

  test('a pasted text keeps its order though the database is slow at first', async () => {
    let wait = 20;
    const { input, texts } = await atTerminal({
      async receive() {
        await new Promise((resolve) => setTimeout(resolve, wait));
        wait = 0;
      },
    });
    input.write('một\nhai\nba\n');
    await expect.poll(texts).toEqual(['một', 'hai', 'ba']);
  });

  test('a line that could not be stored is asked for again, the next one works', async () => {
    let isAway = true;
    const { input, texts, screen } = await atTerminal({
      async receive() {
        if (isAway) throw new Error('the database is away');
      },
    });
    input.write('một\n');
    await expect.poll(screen).toContain('Bạn gõ lại giúp nhé.');
    isAway = false;
    input.write('một\n');
    await expect.poll(texts).toEqual(['một']);
  });

  test.each(['thoát', 'THOAT', '/thoat', 'thoát'.normalize('NFD')])('%s ends the conversation', async (word) => {
    const { input, channel, closings, texts } = await atTerminal();
    input.write(`chào\n${word}\nsau đó\n`);
    await channel.closed;
    expect(closings()).toBe(1);
    expect(texts()).toEqual(['chào']);
  });

  test('a piped file ends after its last line is stored, line end or not', async () => {
    const { input, channel, closings, texts } = await atTerminal({
      receive: () => new Promise((resolve) => setTimeout(resolve, 10)),
    });
    input.end('một\nhai\nba');
    await channel.closed;
    expect(texts()).toEqual(['một', 'hai', 'ba']);
    expect(closings()).toBe(1);
  });

  test('stopping from outside does not count as the person’s farewell', async () => {
    const { channel, closings } = await atTerminal();
    await channel.stop();
    await channel.closed;
    expect(closings()).toBe(0);
  });
});

describe('a reply at the terminal', () => {
  const whole = reply('Có **6 nhóm** sản phẩm.', {
    sources: [
      { label: 'Kế hoạch OCOP 2024, mục II.1', quote: 'gồm 06 nhóm' },
      { label: 'Kế hoạch OCOP 2024, mục II.1', quote: '' },
    ],
    choices: [
      { label: 'Nhóm 1 gồm gì?', value: 'a' },
      { label: '👍 Có ích', value: 'b' },
    ],
  });

  test('has its sources, quotes and numbered choices below the text', async () => {
    const { sends, screen } = await atTerminal();
    expect(await sends(whole)).toEqual({ kind: 'sent', platformId: 'id-1' });
    expect(screen()).toBe(
      [
        'Có 6 nhóm sản phẩm.',
        '',
        '📖 Kế hoạch OCOP 2024, mục II.1',
        '   “gồm 06 nhóm”',
        '',
        '  1. Nhóm 1 gồm gì?',
        '  2. 👍 Có ích',
        '',
        '',
      ].join('\n'),
    );
  });

  test('is bold and dim where colours are shown', async () => {
    const { sends, screen } = await atTerminal({ colour: true });
    await sends(whole);
    expect(screen()).toContain('Có \u001b[1m6 nhóm\u001b[0m sản phẩm.');
    expect(screen()).toContain('\u001b[2m   “gồm 06 nhóm”\u001b[0m');
  });

  test('cannot steer the terminal', async () => {
    const { sends, screen } = await atTerminal();
    await sends(reply('\u001b[2Jxoá\u0007 màn hình\u0000'));
    expect(screen()).toBe('[2Jxoá màn hình\n\n');
  });

  test('with a file: the file is written and its path shown, and an older file stays', async () => {
    const { sends, screen, folder } = await atTerminal();
    const attachment = { name: '../../du lieu.txt', mime: 'text/plain', text: 'một' };
    await sends(reply('Đây', { attachment }));
    await sends(reply('Đây', { attachment: { ...attachment, text: 'hai' } }));
    const first = join(folder, 'files', '-..-du-lieu.txt');
    const second = join(folder, 'files', '-..-du-lieu-2.txt');
    expect(screen()).toContain(`📎 ${first}\n`);
    expect(screen()).toContain(`📎 ${second}\n`);
    expect([await readFile(first, 'utf8'), await readFile(second, 'utf8')]).toEqual(['một', 'hai']);
  });

  test('with a stored file: its bytes are written; one that is gone is told', async () => {
    const { sends, screen, folder, files } = await atTerminal();
    const attachment = { name: 'nhãn.pdf', mime: 'application/pdf', hash: await files.put(pdf()) };
    await sends(reply('Đây', { attachment }));
    const path = join(folder, 'files', 'nhãn.pdf');
    expect(screen()).toContain(`📎 ${path}\n`);
    expect(await readFile(path)).toEqual(pdf());
    const gone = { ...attachment, hash: '0'.repeat(64) };
    expect(await sends(reply('Đây', { attachment: gone }))).toMatchObject({ kind: 'refused' });
  });

  test('to a reader who has gone is unreachable, not a crash', async () => {
    const { sends, channel, output } = await atTerminal();
    output.destroy(new Error('EPIPE'));
    expect(await sends(reply('ai đó?'))).toMatchObject({ kind: 'unreachable' });
    expect(channel.trouble()).toBe('the terminal no longer takes output');
    await channel.closed;
  });
});

describe('on a live screen', () => {
  test('the prompt waits, and comes back after the reply with what was half typed', async () => {
    const { input, sends, screen } = await atTerminal({ isLive: true });
    expect(screen()).toMatch(/^Bạn cứ hỏi\.\n\n.*bạn> /s);
    input.write('nhóm');
    await expect.poll(screen).toContain('nhóm');
    await sends(reply('Chào bạn'));
    expect(screen().slice(screen().indexOf('Chào bạn'))).toMatch(/^Chào bạn\r?\n\r?\n.*bạn> nhóm/s);
  });

  test('work in progress shows as …, in a pipe it shows not', async () => {
    const live = await atTerminal({ isLive: true });
    await live.channel.typing('terminal');
    expect(live.screen()).toContain('…');
    const piped = await atTerminal();
    await piped.channel.typing('terminal');
    expect(piped.screen()).toBe('');
  });

  test('Ctrl-D and Ctrl-C end the conversation', async () => {
    for (const key of ['\u0004', '\u0003']) {
      const { input, channel, closings } = await atTerminal({ isLive: true });
      input.write(key);
      await channel.closed;
      expect(closings()).toBe(1);
    }
  });
});
