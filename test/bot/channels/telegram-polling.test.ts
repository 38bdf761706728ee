import { describe, expect, test } from 'vitest';
import { startFakeTelegram } from '../../fakes/telegram.ts';
import { onLine, token, until } from './telegram-on-line.ts';

describe('taking messages in by long polling', () => {
  test('commands are registered and a webhook of earlier days is taken down', async () => {
    const { fake } = await onLine();
    await until(() => fake.requests.some(({ method }) => method === 'getUpdates'), 'the first poll');
    expect(fake.requests.map(({ method }) => method)).toEqual([
      'getMe',
      'setMyCommands',
      'deleteWebhook',
      'getUpdates',
    ]);
    expect(fake.commands).toEqual([{ command: 'start', description: 'Bắt đầu' }]);
    expect(fake.violations).toEqual([]);
  });

  test('a refused list of commands does not keep the bot from answering', async () => {
    const { fake, takesIn, logged } = await onLine({
      options: { commands: [{ command: 'Sai Tên', description: 'x' }] },
    });
    fake.person(1).says('chào');
    await takesIn(1);
    expect(logged()).toContain('telegram refused the list of commands');
  });

  test('a crowd that writes at once is stored in a few batches, each person in order', async () => {
    const { fake, takesIn, batches } = await onLine();
    for (let n = 0; n < 10; n++) for (let person = 1; person <= 30; person++) fake.person(person).says(`câu ${n}`);
    const arrivals = await takesIn(300);
    expect(batches.length).toBeLessThan(10);
    const ofSeven = arrivals
      .filter(({ chat }) => chat === '7')
      .map(({ content }) => content.kind === 'text' && content.text);
    expect(ofSeven).toEqual(Array.from({ length: 10 }, (_, n) => `câu ${n}`));
  });

  test('a message that could not be stored is neither lost nor confirmed', async () => {
    let failures = 3;
    const { fake, takesIn, pauses, logged } = await onLine({
      async receive() {
        expect(fake.unconfirmed()).toBe(2);
        if (failures-- > 0) throw new Error('the database is away');
      },
    });
    fake.person(1).says('một');
    fake.person(1).says('hai');
    const arrivals = await takesIn(2);
    expect(arrivals.map(({ content }) => content.kind === 'text' && content.text)).toEqual(['một', 'hai']);
    expect(pauses).toEqual([500, 1000, 2000]);
    expect(logged()).toContain('telegram updates could not be stored');
    await until(() => fake.unconfirmed() === 0, 'the confirmation');
  });

  test('what could not be stored until the end comes again at the next start', async () => {
    const { fake, channel, pauses } = await onLine({
      receive: async () => {
        throw new Error('the database is away');
      },
    });
    fake.person(1).says('đừng quên tôi');
    await until(() => pauses.length > 2, 'three tries');
    await channel.stop();
    expect(fake.unconfirmed()).toBe(1);
    const stored: string[] = [];
    await channel.start(async (batch) => {
      stored.push(...batch.map(({ chat }) => chat));
    });
    await until(() => stored.length === 1, 'the message to come again');
  });

  test('stopping ends the long poll at once and confirms what is stored', async () => {
    const { fake, channel, takesIn } = await onLine();
    fake.person(1).says('chào');
    await takesIn(1);
    const begin = Date.now();
    await channel.stop();
    expect(Date.now() - begin).toBeLessThan(1000);
    expect(fake.unconfirmed()).toBe(0);
  });

  test('stopping before Telegram was ever reached ends at once, too', async () => {
    const { fake, channel } = await onLine({ idle: true });
    fake.fail({ kind: 'hang', method: '*', times: 9 });
    await channel.start(async () => {});
    await until(() => fake.requests.length === 1, 'the first call');
    const begin = Date.now();
    await channel.stop();
    expect(Date.now() - begin).toBeLessThan(1000);
  });

  test('updates of no known shape are passed over, the next person is answered', async () => {
    const { fake, takesIn, logged } = await onLine();
    fake.update({ message: { chat: 'Trần Văn Bí Mật' } });
    fake.update({ message: null });
    fake.update({ callback_query: [] });
    fake.update({ new_kind_of_update: { text: 'Trần Văn Bí Mật' } });
    fake.update({});
    fake.person(1).says('chào');
    expect(await takesIn(1)).toHaveLength(1);
    expect(logged()).toContain('"kind":"new_kind_of_update"');
    expect(logged()).not.toContain('Bí Mật');
    await until(() => fake.unconfirmed() === 0, 'the confirmation');
  });

  test('a second arrival of the same update bears the same id', async () => {
    const { fake, takesIn } = await onLine();
    const message = {
      message_id: 1,
      date: 1,
      chat: { id: 1, type: 'private' },
      from: { id: 1, is_bot: false },
      text: 'a',
    };
    fake.update({ update_id: 77, message });
    await takesIn(1);
    fake.update({ update_id: 77, message });
    fake.update({ update_id: 78, message });
    const arrivals = await takesIn(2);
    expect(new Set(arrivals.map(({ id }) => id))).toEqual(new Set(['77', '78']));
  });
});

describe('when Telegram does not work', () => {
  test('a cut or refused poll is tried again, later each time, and the trouble is named until it is over', async () => {
    const { fake, channel, takesIn, pauses } = await onLine();
    await until(() => fake.requests.some(({ method }) => method === 'getUpdates'), 'the first poll');
    fake.fail({ kind: 'server-error', method: 'getUpdates', times: 3 });
    fake.person(1).says('một');
    await until(() => pauses.length >= 1, 'a pause');
    expect(channel.trouble()).toBe('Telegram is out of order (getUpdates: 500 Internal Server Error)');
    fake.person(1).says('hai');
    await takesIn(2);
    expect(pauses).toEqual([500, 1000, 2000]);
    await until(() => channel.trouble() === null, 'the end of the trouble');
  });

  test('a wrong token is said in plain words and tried slowly', async () => {
    const wrong = '7001:AAH-wrong_token';
    const { channel, pauses, logged } = await onLine({ options: { token: wrong } });
    await until(() => pauses.length >= 3, 'three tries');
    expect(pauses.slice(0, 3)).toEqual([60_000, 60_000, 60_000]);
    expect(channel.trouble()).toContain('refuses the bot token (401): check TELEGRAM_BOT_TOKEN');
    expect(logged().match(/"level":40/g)).toHaveLength(1);
    expect(logged()).not.toContain('wrong_token');
  });

  test('two programs with one token: the one that loses says so and goes on trying', async () => {
    const { fake, channel, pauses, takesIn } = await onLine();
    await until(() => fake.requests.some(({ method }) => method === 'getUpdates'), 'the first poll');
    await fetch(`${fake.root}/bot${token}/getUpdates`, { method: 'POST', body: '{"timeout":0}' });
    await until(() => pauses.length > 0, 'the lost poll');
    expect(channel.trouble()).toContain('another program takes this bot’s messages (409)');
    fake.person(1).says('chào');
    await takesIn(1);
    await until(() => channel.trouble() === null, 'the end of the trouble');
  });

  test('a webhook that somebody sets meanwhile is taken down', async () => {
    const { fake, takesIn } = await onLine({ platform: { knock: async () => new Response(null, { status: 500 }) } });
    await until(() => fake.requests.some(({ method }) => method === 'getUpdates'), 'the first poll');
    const body = JSON.stringify({ url: 'https://elsewhere.example/hook' });
    await fetch(`${fake.root}/bot${token}/setWebhook`, { method: 'POST', body });
    fake.person(1).says('chào');
    await takesIn(1);
    expect(fake.webhook()).toBeNull();
  });

  test('the bot starts before Telegram can be reached and takes messages in once it can', async () => {
    const gone = await startFakeTelegram({ token });
    const port = Number(new URL(gone.root).port);
    await gone.stop();
    const { channel, pauses, arrivals } = await onLine({ options: { apiRoot: gone.root } });
    await until(() => pauses.length >= 2, 'two tries');
    expect(channel.trouble()).toBe("Telegram cannot be reached (Network request for 'getMe' failed! ECONNREFUSED)");
    const back = await startFakeTelegram({ token, port });
    back.person(1).says('chào');
    await until(() => arrivals.length === 1, 'the message');
    expect(channel.trouble()).toBeNull();
    await channel.stop();
    await back.stop();
  });
});
