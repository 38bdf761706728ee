import { describe, expect, test } from 'vitest';
import { unchanging } from '../../../bot/edits.ts';
import { startFakeZaloBot } from '../../fakes/zalo-bot.ts';
import { onLine, token, until } from './zalo-bot-on-line.ts';

const polls = ({ fake }: Awaited<ReturnType<typeof onLine>>) =>
  fake.requests.filter(({ method }) => method === 'getUpdates').length;

describe('taking messages in by long polling', () => {
  test.each([
    ['as it really is', {}],
    [
      'in a list, without the name of the event, with the documented field',
      { asList: true, withoutEventName: true, photoField: 'photo' },
    ],
    ['twice', { twice: true }],
  ] as const)('what people write arrives %s', async (_, habits) => {
    const { fake, arrivals } = await onLine({ platform: { habits } });
    const lan = fake.person(1);
    lan.says('một');
    lan.sendsPhoto(Buffer.from('x'));
    lan.says('hai');
    await until(() => new Set(arrivals.map(({ id }) => id)).size === 3 && fake.underWay() === 0, 'three arrivals');
    expect(arrivals.map(({ content }) => content.kind)).toEqual(
      'twice' in habits ? ['text', 'text', 'media', 'media', 'text', 'text'] : ['text', 'media', 'text'],
    );
    expect(fake.violations).toEqual([]);
  });

  test.each([true, false])(
    'an idle poll is neither trouble nor a failure (without its code: %s)',
    async (idleWithoutCode) => {
      const line = await onLine({ options: { longPollSeconds: 0.02 }, platform: { habits: { idleWithoutCode } } });
      await until(() => polls(line) > 4, 'five polls');
      expect(line.channel.trouble()).toBeNull();
      // It came back too soon to have waited: asking at once would go on for ever.
      expect(new Set(line.pauses)).toEqual(new Set([1000]));
      expect(line.logged()).not.toContain('does not work');
    },
  );

  test('what the bot says and gets back is not taken for a message', async () => {
    const { fake, sends, takesIn, arrivals } = await onLine({ platform: { habits: { echoes: true } } });
    const lan = fake.person(1);
    await sends(lan.chat, { text: 'Xin chào' });
    lan.says('chào');
    await takesIn(1);
    expect(arrivals.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'chào' }]);
  });

  test('a message that cannot be stored is kept in hand, since Zalo has given it away', async () => {
    let failures = 3;
    const { fake, takesIn, pauses, logged } = await onLine({
      async receive() {
        if (failures-- > 0) throw new Error('the database is away');
      },
    });
    fake.person(1).says('đừng quên tôi');
    expect(await takesIn(1)).toHaveLength(1);
    expect(pauses).toEqual([500, 1000, 2000]);
    expect(logged()).toContain('could not be stored, trying again');
    expect(logged()).not.toContain('đừng quên');
  });

  test('a stop waits for what is being stored', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let isAsked = false;
    const { fake, channel, arrivals } = await onLine({
      receive() {
        isAsked = true;
        return gate;
      },
    });
    fake.person(1).says('chào');
    await until(() => isAsked, 'the message');
    const stopped = channel.stop();
    setTimeout(open, 20);
    await stopped;
    expect(arrivals).toHaveLength(1);
  });

  test('stopping ends the long poll at once, and what is sent meanwhile comes at the next start', async () => {
    const line = await onLine();
    await until(() => polls(line) === 1, 'the poll');
    const began = Date.now();
    await line.channel.stop();
    expect(Date.now() - began).toBeLessThan(1000);
    await until(() => line.fake.polling() === 0, 'the end of the poll');
    line.fake.person(1).says('chào');
    const stored: string[] = [];
    await line.channel.start(async (batch) => void stored.push(...batch.map(({ chat }) => chat)));
    await until(() => stored.length === 1, 'the message');
    expect(line.fake.violations).toEqual([]);
  });

  test('events of no known shape are passed over, the next person is answered', async () => {
    const { fake, takesIn, logged } = await onLine();
    for (const event of [null, 7, {}, { message: null }, { event_name: 'user.follow', message: { text: 'Bí Mật' } }])
      fake.event(event);
    fake.person(1).says('chào');
    expect(await takesIn(1)).toHaveLength(1);
    expect(logged()).toContain('"kind":"user.follow"');
    expect(logged()).not.toContain('Bí Mật');
  });

  test('a webhook of earlier days is taken down, at the start and later', async () => {
    const line = await onLine({ idle: true });
    line.fake.setWebhook('https://old.example/hook');
    await line.channel.start(async () => {});
    await until(() => polls(line) === 1, 'the poll');
    expect(line.fake.webhook()).toBeNull();
    expect(line.logged()).toContain('"host":"old.example"');
    line.fake.setWebhook('https://other.example/hook');
    await line.channel.stop();
    await line.channel.start(async () => {});
    await until(() => line.fake.webhook() === null, 'the webhook to go');
  });
});

describe('when Zalo does not work', () => {
  test.each([
    [{ code: 403 }, 'Zalo is out of order (getUpdates: 403 error 403)', [500, 1000]],
    [{ code: 999 }, 'Zalo is out of order (getUpdates: 999 error 999)', [500, 1000]],
    ['html-error', /^Zalo cannot be reached \(getUpdates: an answer that is not Zalo's \(status 502\)/, [500, 1000]],
    ['cut-before', 'Zalo cannot be reached (getUpdates: ECONNRESET)', [500, 1000]],
    [{ code: 429 }, 'Zalo says that the quota of this bot is spent (429)', [60_000, 120_000]],
    [{ code: 401 }, /refuses the bot token \(401\)/, [900_000, 900_000]],
  ] as const)(
    '%j: the poll is tried again, and the trouble is named until it is over',
    async (kind, trouble, pauses) => {
      const line = await onLine();
      await until(() => polls(line) === 1, 'the first poll');
      line.fake.fail({ kind, method: 'getUpdates', times: 2 });
      const troubles = new Set<string | null>();
      line.fake.person(1).says('một');
      line.fake.person(1).says('hai');
      await until(() => {
        troubles.add(line.channel.trouble());
        return line.arrivals.length === 2;
      }, 'both messages');
      expect([...troubles]).toContainEqual(typeof trouble === 'string' ? trouble : expect.stringMatching(trouble));
      expect(line.pauses).toEqual(pauses);
      await until(() => line.channel.trouble() === null, 'the end of the trouble');
    },
  );

  test('a wrong token is said in plain words, and nothing but that is asked', async () => {
    const { channel, fake, pauses, logged } = await onLine({ options: { token: '1:wrong' } });
    await until(() => pauses.length >= 2, 'two tries');
    expect(channel.trouble()).toContain('refuses the bot token (401): check ZALO_BOT_TOKEN');
    expect(new Set(pauses)).toEqual(new Set([900_000]));
    expect(fake.requests).toEqual([]);
    expect(logged()).not.toContain('1:wrong');
  });

  test('nobody there does not keep the channel from starting, nor from ending', async () => {
    const gone = await startFakeZaloBot({ token });
    await gone.stop();
    const { channel, pauses } = await onLine({ options: { apiRoot: gone.root } });
    await until(() => pauses.length > 2, 'three tries');
    expect(channel.trouble()).toBe('Zalo cannot be reached (getMe: ECONNREFUSED)');
    const began = Date.now();
    await channel.stop();
    expect(Date.now() - began).toBeLessThan(1000);
  });
});

test('what it has sent stays as it is, and those who have news know it', async () => {
  const { channel } = await onLine({ idle: true });
  expect([channel.edit === undefined, unchanging.has(channel.name)]).toEqual([true, true]);
});

test('polling needs the lease, and there is no webhook meanwhile', async () => {
  const { channel } = await onLine({ idle: true });
  expect([channel.receiving, channel.choices]).toEqual(['alone', 'numbered']);
  expect((await channel.webhook(new Request('http://a/', { method: 'POST', body: '{}' }))).status).toBe(404);
});
