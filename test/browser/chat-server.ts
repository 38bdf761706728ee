/** The web channel on a real port, before a small brain that answers from a script. */

import { randomBytes } from 'node:crypto';
import { serve } from '@hono/node-server';
import { createWebChannel, type WebChannel } from '../../bot/channels/web/channel.ts';
import { type Content, type Reply, reply } from '../../bot/message.ts';
import { welcome } from '../../handlers/welcome.ts';
import { createMemoryChat, type MemoryChat } from '../bot/channels/web-memory.ts';
import { openTemporaryFiles, type TemporaryFiles } from '../files.ts';

const quote =
  'Phấn đấu đánh giá, phân hạng từ 36 sản phẩm trở lên đạt từ 3 sao, trong đó có ít nhất 01 sản phẩm tiềm năng 5 sao.';

/** What the brain says to a text; anything else is echoed. */
const script: Record<string, Reply> = {
  'Ai được tham gia OCOP?': reply(
    '**Ai được tham gia:**\n- Hợp tác xã, tổ hợp tác\n- Doanh nghiệp nhỏ và vừa\n- Trang trại, hộ gia đình có đăng ký kinh doanh\n\nBạn cần có sản phẩm làm từ **nguyên liệu địa phương**.',
    {
      sources: [{ label: 'Kế hoạch OCOP 2024, mục II.1', quote }],
      choices: ['👍 Có ích', '👎 Chưa đúng', 'Hồ sơ gồm những gì?', 'Nộp hồ sơ ở đâu?'].map((label) => ({
        label,
        value: `ask:${label}`,
      })),
    },
  ),
  'Hồ sơ gồm những gì?': reply(
    'Hồ sơ gồm các bước:\n1. Phiếu đăng ký ý tưởng sản phẩm\n2. Phương án kinh doanh\n3. Giấy đăng ký kinh doanh\n\nThời hạn nộp: **trước ngày 30/6/2024**.',
    {
      sources: [{ label: 'Kế hoạch OCOP 2024, mục III.2', quote }],
      choices: ['👍 Có ích', '👎 Chưa đúng', 'Nộp hồ sơ ở đâu?', 'Mất bao lâu?'].map((label) => ({
        label,
        value: `ask:${label}`,
      })),
    },
  ),
  '/menu': reply('Bạn muốn làm gì?', {
    choices: ['Hỏi về OCOP', 'Trợ giúp', 'Dữ liệu của tôi'].map((label) => ({ label, value: `menu:${label}` })),
  }),
  '/riengtu': reply('Đây là những gì tôi lưu về bạn.', {
    attachment: { name: 'dữ liệu của tôi.json', mime: 'application/json', text: '{"tên":"Lan"}' },
  }),
  nguy: reply('<img src=x onerror=alert(1)> **<b>đậm</b>** <script>alert(2)</script>'),
  'trang dài': reply(Array.from({ length: 60 }, (_, n) => `dòng ${n + 1}`).join('\n')),
  dài: reply(`Một từ rất dài: ${'dàidàidài'.repeat(40)}`),
};

export interface ChatServer {
  url: string;
  chat: MemoryChat;
  channel: WebChannel;
  files: TemporaryFiles;
  /** While true the brain keeps silent. */
  mute: boolean;
  close(): Promise<void>;
}

/** Listens on a free port of this machine, or on `port`. */
export async function startChatServer(port = 0): Promise<ChatServer> {
  const now = () => new Date();
  const chat = createMemoryChat({
    now,
    onArrival: ({ chat: address, content }) => {
      if (!server.mute) setTimeout(() => void answer(address, content), 20);
    },
  });
  const files = openTemporaryFiles();
  const channel = createWebChannel({
    welcome,
    transcript: chat.transcript,
    files,
    secretKey: randomBytes(32).toString('hex'),
    secure: false,
    random: () => randomBytes(16).toString('hex'),
    now,
    onError: (error) => {
      if (error !== chat.outage) console.error(error);
    },
  });
  await channel.start(chat.receive);

  async function answer(address: string, content: Content): Promise<void> {
    const file = content.kind === 'media' && content.file?.state === 'stored' ? content.file : null;
    const text = content.kind === 'text' ? content.text : await labelOf(address, content);
    const said = file
      ? reply(`Đã nhận ${file.name}`, { attachment: file })
      : text.startsWith('👍')
        ? reply('Cảm ơn bạn đã đánh giá!')
        : (script[text] ?? reply(`Bạn vừa nói: ${text}`));
    const key = chat.say(address, said);
    await channel.send({ key, chat: address, reply: said });
  }
  async function labelOf(address: string, content: Content): Promise<string> {
    if (content.kind !== 'choice') return '';
    const offered = await chat.transcript.find('web', address, content.message);
    return offered?.choices[content.index]?.label ?? 'nút cũ';
  }

  const server: ChatServer = { url: '', chat, channel, files, mute: false, close: async () => {} };
  const listening = await new Promise<{ port: number; end: () => Promise<void> }>((resolve) => {
    const node = serve({ fetch: channel.routes.fetch, port, hostname: '127.0.0.1' }, (info) =>
      resolve({
        port: info.port,
        end: () =>
          new Promise((done) => {
            node.close(() => done());
            if ('closeAllConnections' in node) node.closeAllConnections();
          }),
      }),
    );
  });
  server.url = `http://127.0.0.1:${listening.port}/`;
  server.close = async () => {
    await channel.stop();
    await listening.end();
    files.end();
  };
  return server;
}
