import { describe, expect, test } from 'vitest';
import type { TelegramChannel } from '../../../bot/channels/telegram.ts';
import { type Circumstances, onLine, until } from './telegram-on-line.ts';

const secret = 'a-secret_of-64';
const url = 'https://ocop.example/telegram/webhook';
const question = {
  update_id: 10,
  message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, from: { id: 1, is_bot: false }, text: 'chào' },
};

function knock(body: string, headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': secret }): Request {
  return new Request(url, { method: 'POST', body, headers });
}

async function behindWebhook(circumstances: Circumstances = {}) {
  let channel: TelegramChannel | null = null;
  const onWebhook = await onLine({
    ...circumstances,
    options: { mode: { webhook: { url, secret } } },
    platform: { knock: async (request) => channel?.webhook(request) ?? new Response(null, { status: 503 }) },
  });
  channel = onWebhook.channel;
  await until(() => onWebhook.fake.webhook() !== null, 'the webhook');
  await until(() => onWebhook.logged().includes('telegram is listening'), 'the channel');
  return onWebhook;
}

describe('taking messages in by webhook', () => {
  test('the webhook is set with its secret, and what people write arrives', async () => {
    const { fake, takesIn } = await behindWebhook();
    expect(fake.webhook()).toEqual({ url, secret });
    fake.person(1).says('một');
    fake.person(1).says('hai');
    const arrivals = await takesIn(2);
    expect(arrivals.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'một' },
      { kind: 'text', text: 'hai' },
    ]);
    await until(() => fake.unconfirmed() === 0, 'the answers of the webhook');
    expect(fake.requests.some(({ method }) => method === 'getUpdates')).toBe(false);
    expect(fake.violations).toEqual([]);
  });

  test.each([
    ['without a secret', {}],
    ['with a wrong secret', { 'x-telegram-bot-api-secret-token': 'wrong' }],
    ['with a longer secret', { 'x-telegram-bot-api-secret-token': `${secret}x` }],
    ['with an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
  ])('a stranger %s is turned away', async (_, headers) => {
    const { channel, arrivals } = await behindWebhook();
    expect((await channel.webhook(knock(JSON.stringify(question), headers))).status).toBe(401);
    expect(arrivals).toEqual([]);
  });

  test('what is no JSON is 400, what is too big 413, what is no POST 405', async () => {
    const { channel, arrivals } = await behindWebhook();
    expect((await channel.webhook(knock('{"update_id":'))).status).toBe(400);
    expect((await channel.webhook(knock(''))).status).toBe(400);
    expect((await channel.webhook(knock(JSON.stringify({ ...question, pad: 'x'.repeat(1024 * 1024) })))).status).toBe(
      413,
    );
    expect((await channel.webhook(new Request(url))).status).toBe(405);
    expect(arrivals).toEqual([]);
  });

  test('an update of unknown shape is taken and passed over', async () => {
    const { channel, arrivals, logged } = await behindWebhook();
    for (const body of [
      'null',
      '[]',
      '7',
      '"a"',
      '{}',
      '{"update_id":1,"message":{"text":"Bí Mật"}}',
      '{"update_id":"x"}',
    ]) {
      expect((await channel.webhook(knock(body))).status).toBe(200);
    }
    expect(arrivals).toEqual([]);
    expect(logged()).not.toContain('Bí Mật');
  });

  test('the answer comes only after the message is stored, and says so if it is not', async () => {
    let isAway = true;
    const { channel, fake, takesIn } = await behindWebhook({
      async receive() {
        if (isAway) throw new Error('the database is away');
      },
    });
    expect((await channel.webhook(knock(JSON.stringify(question)))).status).toBe(500);
    fake.person(1).says('đừng quên tôi');
    isAway = false;
    expect((await takesIn(1))[0]?.content).toEqual({ kind: 'text', text: 'đừng quên tôi' });
  });

  test('the same update twice bears the same id', async () => {
    const { channel, arrivals } = await behindWebhook();
    for (let i = 0; i < 2; i++) expect((await channel.webhook(knock(JSON.stringify(question)))).status).toBe(200);
    expect(arrivals.map(({ id }) => id)).toEqual(['10', '10']);
  });

  test('a bot that is not started, or stops, asks Telegram to come again', async () => {
    const { channel } = await behindWebhook();
    await channel.stop();
    expect((await channel.webhook(knock(JSON.stringify(question)))).status).toBe(503);
  });

  test('stopping waits for what is being stored', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { channel, arrivals } = await behindWebhook({ receive: () => gate });
    const answer = channel.webhook(knock(JSON.stringify(question)));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const stopped = channel.stop();
    open();
    await stopped;
    expect(arrivals).toHaveLength(1);
    expect((await answer).status).toBe(200);
  });

  test('while the bot polls there is no webhook', async () => {
    const { channel } = await onLine({ idle: true });
    expect((await channel.webhook(knock(JSON.stringify(question)))).status).toBe(404);
  });

  test('polling needs the lease, a webhook does not', async () => {
    expect((await onLine({ idle: true })).channel.receiving).toBe('alone');
    expect((await behindWebhook()).channel.receiving).toBe('everywhere');
  });
});
