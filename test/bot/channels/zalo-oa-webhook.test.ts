import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvent } from '../../../bot/channels/zalo-oa/event.ts';
import { signedWith } from '../../../bot/channels/zalo-oa/signature.ts';
import { contentSchema } from '../../../bot/message.ts';
import type { startFakeZaloOa } from '../../fakes/zalo-oa.ts';
import { type Circumstances, onLine, until } from './zalo-oa-on-line.ts';

const url = 'https://ocop.example/zalo/oa/webhook';
const header = 'x-zevent-signature';
/** The test vector of the documentation: app, secret, time, body and what it is signed with. */
const vector = {
  appId: '1000000000000000001',
  secret: 'oa-secret-for-tests',
  timestamp: '1790000000000',
  rawBody:
    '{"app_id":"1000000000000000001","sender":{"id":"2000000000000000002"},"recipient":{"id":"3000000000000000003"},"user_id_by_app":"4000000000000000004","event_name":"user_send_text","message":{"text":"Xin chào","msg_id":"a1b2c3d4e5f60718293a"},"timestamp":"1790000000000"}',
  mac: 'mac=1f63ea4b03f83d590f9e2c449cf10577ee5e1768ccc0539da1fa180dc4a90c9a',
};

const post = (body: string, headers: Record<string, string>) => new Request(url, { method: 'POST', body, headers });
const known = () => post(vector.rawBody, { [header]: vector.mac });

describe('a signature', () => {
  const check = (mac: string, rawBody = vector.rawBody, secret = vector.secret) =>
    signedWith(mac, [vector.appId, 'oa'], { rawBody, timestamp: vector.timestamp }, secret);

  test('fits body, time and secret, with or without mac= and in any case', () => {
    const bare = vector.mac.slice(4);
    for (const mac of [vector.mac, bare, `MAC=${bare.toUpperCase()}`, ` mac=${bare} `])
      expect(check(mac)).toBe(vector.appId);
  });

  test.each([
    ['another secret', () => check(vector.mac, vector.rawBody, 'another')],
    ['a body that was written anew', () => check(vector.mac, JSON.stringify(JSON.parse(vector.rawBody), null, 1))],
    ['another letter', () => check(vector.mac.replace('0c9a', '0c9b'))],
    ['a longer one', () => check(`${vector.mac}0`)],
    ['none', () => check('')],
  ])('does not fit %s', (_, checked) => {
    expect(checked()).toBeNull();
  });
});

describe('the webhook', () => {
  test.each([
    ['with the app’s id', {}, 'app'],
    ['with the account’s id', { firstTerm: 'account' as const }, 'account'],
    ['without mac=', { bareSignature: true }, 'app'],
  ])('takes what is signed %s', async (_, habits, firstTerm) => {
    const { fake, takesIn, logged, channel } = await onLine({ platform: { habits } });
    fake.person(1).says('một');
    fake.person(1).says('hai');
    expect((await takesIn(2)).map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'một' },
      { kind: 'text', text: 'hai' },
    ]);
    await until(() => fake.events.underWay === 0, 'the answers');
    expect(fake.events.answers).toEqual([200, 200]);
    expect(logged()).toContain(`"firstTerm":"${firstTerm}"`);
    expect(channel.receiving).toBe('everywhere');
  });

  test('turns a stranger away, whose knocking is no trouble once Zalo has been understood', async () => {
    const { channel, arrivals, logged } = await onLine();
    const forged = () => post(vector.rawBody, { [header]: vector.mac.replace('1f63', '1f64') });
    expect((await channel.webhook(forged())).status).toBe(401);
    expect(channel.trouble()).toContain('ZALO_OA_SECRET_KEY');
    expect((await channel.webhook(known())).status).toBe(200);
    expect((await channel.webhook(forged())).status).toBe(401);
    expect(channel.trouble() ?? '').not.toContain('ZALO_OA_SECRET_KEY');
    expect(arrivals).toHaveLength(1);
    expect(logged()).not.toContain('Xin chào');
  });

  test('says 200 to the console that tries the address, and does nothing', async () => {
    const { channel, arrivals } = await onLine();
    const tries = ['', '{}', '[]', 'null', 'hello', '{"event_name":', vector.rawBody];
    for (const body of tries) expect((await channel.webhook(post(body, {}))).status).toBe(200);
    expect((await channel.webhook(post('{}', { [header]: 'mac=00' }))).status).toBe(200);
    expect(arrivals).toEqual([]);
    expect((await channel.webhook(new Request(url))).status).toBe(405);
    expect((await channel.webhook(post('x'.repeat(1024 * 1024 + 1), {}))).status).toBe(413);
  });

  test('answers within two seconds when the database does not, and stores the message all the same, once', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { channel, arrivals, takesIn } = await onLine({ receive: () => gate });
    const began = Date.now();
    expect((await channel.webhook(known())).status).toBe(500);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(arrivals).toEqual([]);
    open();
    const [arrival] = await takesIn(1);
    expect((await channel.webhook(known())).status).toBe(200);
    expect(arrivals.map(({ id }) => id)).toEqual([arrival?.id, arrival?.id]);
  });

  test('is knocked at again by Zalo, so that a database that comes back in time loses nothing', async () => {
    let failures = 0;
    const receive = async () => {
      if (failures++ < 400) throw new Error('down');
    };
    const { fake, takesIn } = await onLine({ receive });
    fake.person(1).says('chào');
    expect((await takesIn(1))[0]?.content).toEqual({ kind: 'text', text: 'chào' });
    await until(() => fake.events.underWay === 0, 'the last answer');
    expect(fake.events.isDead).toBe(false);
    expect(fake.events.answers.at(-1)).toBe(200);
  });

  test('says that it is not there before the start and after the end', async () => {
    const { channel } = await onLine({ idle: true });
    expect((await channel.webhook(known())).status).toBe(503);
  });
});

describe('what people do', () => {
  async function given(
    act: (person: ReturnType<Awaited<ReturnType<typeof startFakeZaloOa>>['person']>) => void,
    circumstances?: Circumstances,
  ) {
    const line = await onLine(circumstances);
    act(line.fake.person(7));
    await until(() => line.fake.events.underWay === 0, 'the events');
    return line.arrivals;
  }

  test.each([
    ['a text', 'Xin chào', { kind: 'text', text: 'Xin chào' }],
    ['a text in decomposed letters', 'hồ sơ'.normalize('NFD'), { kind: 'text', text: 'hồ sơ' }],
    ['a pressed button', '#chon:123:4', { kind: 'choice', message: '123', index: 4 }],
    ['what only looks like one', '#chon:x:4', { kind: 'text', text: '#chon:x:4' }],
  ])('%s', async (_, said, content) => {
    const [arrival] = await given((person) => person.says(said));
    expect(arrival).toMatchObject({
      channel: 'zalo-oa',
      chat: '2000000000000000007',
      sender: '2000000000000000007',
      content,
    });
  });

  test.each([
    ['sticker', 'sticker'],
    ['location', 'location'],
    ['video', 'video'],
    ['gif', 'other'],
    ['business_card', 'contact'],
  ] as const)('%s', async (kind, media) => {
    expect((await given((person) => person.sends(kind))).map(({ content }) => content)).toEqual([
      { kind: 'media', media, caption: '' },
    ]);
  });

  test('what was spoken is offered as a recording', async () => {
    expect((await given((person) => person.sends('audio'))).map(({ content }) => content)).toEqual([
      {
        kind: 'media',
        media: 'voice',
        caption: '',
        recording: {
          state: 'offered',
          ref: 'https://voice.example.zdn.vn/a.amr',
          name: null,
          mime: 'audio/amr',
          bytes: null,
        },
      },
    ]);
  });

  test('a picture and a file can be fetched from where they lie', async () => {
    const line = await onLine();
    const person = line.fake.person(7);
    person.sendsPhoto(Buffer.from('ảnh'), 'sản phẩm');
    person.sendsDocument(Buffer.from('tệp'), 'Báo cáo.pdf');
    const arrivals = await line.takesIn(2);
    const files = arrivals.map(({ content }) => (content.kind === 'media' ? content.file : undefined));
    expect(arrivals[0]?.content).toMatchObject({ media: 'photo', caption: 'sản phẩm', file: { mime: 'image/jpeg' } });
    expect(arrivals[1]?.content).toMatchObject({ media: 'file', file: { name: 'Báo cáo.pdf', bytes: 5 } });
    const fetched = await Promise.all(
      files.map((file) =>
        file?.state === 'offered' ? line.channel.fetchFile?.(file.ref, AbortSignal.timeout(5_000)) : undefined,
      ),
    );
    expect(fetched.map((one) => (one?.kind === 'bytes' ? Buffer.from(one.bytes).toString() : one))).toEqual([
      'ảnh',
      'tệp',
    ]);
    for (const ref of ['http://127.0.0.1:1/a', 'http://10.0.0.1/a', 'file:///etc/passwd', 'https://localhost/a'])
      expect(await line.channel.fetchFile?.(ref, AbortSignal.timeout(5_000))).toEqual({ kind: 'refused', why: 'gone' });
  });

  test('following and unfollowing', async () => {
    const arrivals = await given((person) => {
      person.follows();
      person.unfollows();
    });
    expect(arrivals.map(({ content }) => content.kind)).toEqual(['returned', 'left']);
  });

  test('sharing their number', async () => {
    const event = {
      event_name: 'user_submit_info',
      sender: { id: '2' },
      timestamp: '5',
      info: { phone: '84905123456' },
    };
    const content = (info: unknown) => readEvent({ ...event, info }).inbound[0]?.content;
    expect(readEvent(event).inbound).toEqual([
      {
        channel: 'zalo-oa',
        id: 'user_submit_info/2/5',
        chat: '2',
        sender: '2',
        content: { kind: 'media', media: 'contact', caption: '', phone: '+84905123456' },
      },
    ]);
    expect(content({ phone: 84905123456 })).toMatchObject({ phone: '+84905123456' });
    expect(content({ phone: '0905 123 456' })).toMatchObject({ phone: '0905123456' });
    expect(content({ phone: 'không' })).toEqual({ kind: 'media', media: 'contact', caption: '' });
  });

  test('everything that comes twice has the same id', async () => {
    const arrivals = await given(
      (person) => {
        person.says('chào');
        person.follows();
      },
      { platform: { habits: { twice: true } } },
    );
    expect(arrivals).toHaveLength(4);
    expect(new Set(arrivals.map(({ id }) => id)).size).toBe(2);
  });

  test('two pictures in one message are two messages', () => {
    const attachments = ['a', 'b'].map((name) => ({ type: 'image', payload: { url: `https://p.zdn.vn/${name}.jpg` } }));
    const event = {
      event_name: 'user_send_image',
      sender: { id: '2' },
      message: { msg_id: 'm', text: 'hai ảnh', attachments },
    };
    expect(
      readEvent(event).inbound.map(({ id, content }) => [id, content.kind === 'media' && content.caption]),
    ).toEqual([
      ['2/m', 'hai ảnh'],
      ['2/m/2', ''],
    ]);
  });

  test('what the account says itself, who saw it, groups and strangers come to nothing', () => {
    const message = { text: 'x', msg_id: 'm', msg_ids: ['m'], conversation_id: 'c' };
    for (const event_name of [
      'oa_send_text',
      'oa_send_image',
      'user_received_message',
      'user_seen_message',
      'user_reacted_message',
      'user_send_group_text',
      'oa_send_group_text',
      'anonymous_send_text',
      'user_click_chatnow',
      'add_user_to_tag',
      'something_new',
    ])
      expect(readEvent({ event_name, sender: { id: '2' }, message, timestamp: '1' })).toEqual({
        kind: event_name,
        inbound: [],
      });
  });

  test('whatever comes, reading it never throws, and what it gives is of the bot’s vocabulary', () => {
    const names = fc.constantFrom('user_send_text', 'user_send_image', 'user_send_file', 'user_submit_info', 'follow');
    const odd = fc.oneof(
      fc.anything(),
      fc.record({ id: fc.anything() }),
      fc.record({ msg_id: fc.string(), text: fc.anything(), attachments: fc.anything() }),
    );
    fc.assert(
      fc.property(
        fc.record(
          { event_name: names, sender: odd, follower: odd, message: odd, info: odd, timestamp: fc.anything() },
          { requiredKeys: ['event_name'] },
        ),
        (event) => {
          for (const { content } of readEvent(event).inbound) contentSchema.parse(content);
        },
      ),
    );
  });
});
