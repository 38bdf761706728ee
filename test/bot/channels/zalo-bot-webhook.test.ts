import { describe, expect, test } from 'vitest';
import type { ZaloBotChannel } from '../../../bot/channels/zalo-bot.ts';
import { type Circumstances, onLine, until } from './zalo-bot-on-line.ts';

const secret = 'a-secret_of-64';
const url = 'https://ocop.example/zalo/bot/webhook';
const chat = { id: 'a1', chat_type: 'PRIVATE' };
const question = {
  event_name: 'message.text.received',
  message: { message_id: 'm1', date: 1, chat, from: { id: 'a1', is_bot: false }, text: 'chào' },
};
const header = 'x-bot-api-secret-token';

function knock(body: string, headers: Record<string, string> = { [header]: secret }): Request {
  return new Request(url, { method: 'POST', body, headers });
}

async function behindWebhook({ platform, ...circumstances }: Circumstances = {}) {
  let channel: ZaloBotChannel | null = null;
  const line = await onLine({
    ...circumstances,
    options: { mode: { webhook: { url, secret } } },
    platform: {
      ...platform,
      onlyHttps: true,
      knock: async (request) => channel?.webhook(request) ?? new Response(null, { status: 503 }),
    },
  });
  channel = line.channel;
  await until(() => line.logged().includes('zalo-bot is listening'), 'the channel');
  return line;
}

describe('taking messages in by webhook', () => {
  test.each([
    ['flat, as it really is', {}],
    ['wrapped, as it is documented', { wrapped: true }],
    ['with the secret in the probe', { probeBearsSecret: true }],
  ])('the webhook is set with its secret, and what people write arrives: %s', async (_, habits) => {
    const { fake, takesIn, logged } = await behindWebhook({ platform: { habits } });
    expect(fake.webhook()).toMatchObject({ url, secret });
    expect(logged()).not.toContain('could not verify');
    fake.person(1).says('một');
    fake.person(1).says('hai');
    const arrivals = await takesIn(2);
    expect(arrivals.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'một' },
      { kind: 'text', text: 'hai' },
    ]);
    await until(() => fake.webhookAnswers.length === 2, 'the answers');
    expect(fake.webhookAnswers).toEqual([200, 200]);
    expect(fake.requests.some(({ method }) => method === 'getUpdates')).toBe(false);
    expect(fake.violations).toEqual([]);
  });

  test('an address that Zalo cannot reach is named in the log, and the channel runs all the same', async () => {
    const line = await onLine({
      options: { mode: { webhook: { url, secret } } },
      platform: { knock: async () => new Response(null, { status: 403 }) },
    });
    await until(() => line.logged().includes('zalo-bot is listening'), 'the channel');
    expect(line.logged()).toContain('"outcome":"webhook.http.403"');
    expect((await line.channel.webhook(knock(JSON.stringify(question)))).status).toBe(200);
  });

  test('an address that Zalo refuses is trouble', async () => {
    const bad = { webhook: { url: 'http://ocop.example', secret } };
    const line = await onLine({ options: { mode: bad }, platform: { onlyHttps: true } });
    await until(() => line.channel.trouble() !== null, 'the trouble');
    expect(line.channel.trouble()).toContain('setWebhook: 400');
  });

  test.each([
    ['without a secret', {}],
    ['with a wrong secret', { [header]: 'wrong' }],
    ['with a longer secret', { [header]: `${secret}x` }],
    ['with an empty secret', { [header]: '' }],
  ])('a stranger %s is turned away, unless they bring nothing', async (_, headers) => {
    const { channel, arrivals } = await behindWebhook();
    expect((await channel.webhook(knock(JSON.stringify(question), headers))).status).toBe(401);
    expect((await channel.webhook(knock('', headers))).status).toBe(200);
    expect(arrivals).toEqual([]);
  });

  test('what is no JSON is 400, what is too big 413, what is no POST 405', async () => {
    const { channel } = await behindWebhook();
    expect((await channel.webhook(knock('{"message":'))).status).toBe(400);
    const big = JSON.stringify({ ...question, pad: 'x'.repeat(1024 * 1024) });
    expect((await channel.webhook(knock(big))).status).toBe(413);
    expect((await channel.webhook(new Request(url))).status).toBe(405);
  });

  test('an event of unknown shape is taken and passed over', async () => {
    const { channel, arrivals, logged } = await behindWebhook();
    for (const body of ['null', '[]', '7', '{}', '{"message":{"text":"Bí Mật"}}', '{"result":{"a":1}}'])
      expect((await channel.webhook(knock(body))).status).toBe(200);
    expect(arrivals).toEqual([]);
    expect(logged()).not.toContain('Bí Mật');
  });

  test('the answer comes after the message is stored; one that takes too long is stored all the same', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { channel, arrivals, takesIn } = await behindWebhook({ receive: () => gate });
    expect((await channel.webhook(knock(JSON.stringify(question)))).status).toBe(500);
    expect(arrivals).toEqual([]);
    open();
    expect((await takesIn(1))[0]?.id).toBe('a1/m1');
    expect((await channel.webhook(knock(JSON.stringify(question)))).status).toBe(200);
    expect(arrivals.map(({ id }) => id)).toEqual(['a1/m1', 'a1/m1']);
  });

  test('a bot that is not started says so', async () => {
    const { channel } = await behindWebhook();
    await channel.stop();
    expect((await channel.webhook(knock(JSON.stringify(question)))).status).toBe(503);
    expect(channel.receiving).toBe('everywhere');
  });
});
