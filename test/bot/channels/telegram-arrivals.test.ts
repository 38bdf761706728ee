import { describe, expect, test } from 'vitest';
import { onLine, until } from './telegram-on-line.ts';

describe('what people send on Telegram', () => {
  test('a question arrives with the ids as text', async () => {
    const { fake, takesIn } = await onLine();
    const updateId = fake.person(900719925474099).says('Nhóm 3 là gì?');
    expect(await takesIn(1)).toEqual([
      {
        channel: 'telegram',
        id: String(updateId),
        chat: '900719925474099',
        sender: '900719925474099',
        content: { kind: 'text', text: 'Nhóm 3 là gì?' },
      },
    ]);
    expect(fake.violations).toEqual([]);
  });

  test('an edited question is a new question', async () => {
    const { fake, takesIn } = await onLine();
    const lan = fake.person(1);
    const first = lan.says('nhom 4');
    const second = lan.edits('nhóm 5');
    const [, edited] = await takesIn(2);
    expect(edited).toMatchObject({ id: `edit:${second}`, content: { kind: 'text', text: 'nhóm 5' } });
    expect(second).not.toBe(first);
  });

  test('a change of a message that nobody sees is no new question', async () => {
    const { fake, takesIn } = await onLine();
    const chat = { id: 1, type: 'private' };
    fake.update({ edited_message: { message_id: 1, date: 1, chat, from: { id: 1, is_bot: false }, text: 'cũ' } });
    fake.person(1).says('mới');
    expect((await takesIn(1)).map(({ content }) => content)).toEqual([{ kind: 'text', text: 'mới' }]);
  });

  test.each([
    ['photo', 'photo'],
    ['video', 'video'],
    ['voice', 'voice'],
    ['audio', 'voice'],
    ['sticker', 'sticker'],
    ['location', 'location'],
    ['contact', 'contact'],
    ['document', 'file'],
    ['poll', 'other'],
    ['dice', 'other'],
  ])('a %s arrives as %s', async (sent, media) => {
    const { fake, takesIn } = await onLine();
    fake.person(1).sends(sent);
    expect((await takesIn(1))[0]?.content).toMatchObject({ kind: 'media', media, caption: '' });
  });

  test('what was spoken is offered as a recording, and nothing else is', async () => {
    const { fake, takesIn } = await onLine();
    for (const media of ['voice', 'audio', 'video']) fake.person(1).sends(media);
    const [voice, audio, video] = (await takesIn(3)).map(({ content }) => content);
    const offered = { state: 'offered', name: null, mime: null, bytes: null };
    expect(voice).toMatchObject({ recording: { ...offered, ref: 'a1' } });
    expect(audio).toMatchObject({ recording: { ...offered, ref: 'm1' } });
    expect(video).not.toHaveProperty('recording');
  });

  test('the words under a picture arrive with it', async () => {
    const { fake, takesIn } = await onLine();
    fake.person(1).sends('photo', 'Đây là nhãn sản phẩm');
    expect((await takesIn(1))[0]?.content).toMatchObject({ media: 'photo', caption: 'Đây là nhãn sản phẩm' });
  });

  test('somebody who blocks the bot has left', async () => {
    const { fake, takesIn } = await onLine();
    fake.person(5).blocks();
    expect((await takesIn(1))[0]).toMatchObject({ chat: '5', sender: '5', content: { kind: 'left' } });
  });

  test('nobody is answered for a pinned message, a channel post or another bot', async () => {
    const { fake, takesIn } = await onLine();
    const lan = fake.person(1);
    lan.sends('pinned_message');
    fake.update({ channel_post: { message_id: 1, date: 1, chat: { id: -1, type: 'channel' }, text: 'tin' } });
    const chat = { id: 1, type: 'private' };
    fake.update({ message: { message_id: 2, date: 1, chat, from: { id: 3, is_bot: true }, text: 'tôi là máy' } });
    lan.says('còn tôi là người');
    const arrivals = await takesIn(1);
    expect(arrivals.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'còn tôi là người' }]);
  });

  test('text that a database would refuse is mended at the door', async () => {
    const { fake, takesIn } = await onLine();
    fake.person(1).says('a\u0000b\ud800c\r\nd\u0007😀\u202e');
    expect((await takesIn(1))[0]?.content).toEqual({ kind: 'text', text: 'ab\ufffdc\nd😀\u202e' });
  });

  test('only the kinds of updates that the bot understands are asked for', async () => {
    const { fake } = await onLine();
    await until(() => fake.requests.some(({ method }) => method === 'getUpdates'), 'the first poll');
    expect(fake.requests.find(({ method }) => method === 'getUpdates')?.parameters.allowed_updates).toEqual([
      'message',
      'edited_message',
      'callback_query',
      'my_chat_member',
    ]);
  });
});

describe('pressed buttons', () => {
  const choices = [
    { label: 'Hồ sơ cần gì?', value: 'a' },
    { label: '👍 Có ích', value: 'b' },
  ];

  test('a press arrives as the choice it stands for, and the button stops spinning', async () => {
    const { fake, takesIn, sends } = await onLine();
    const lan = fake.person(1);
    await sends(lan.chat, { text: 'Chào bạn', choices }, '922337203685477580');
    const updateId = lan.presses('👍 Có ích');
    const content = { kind: 'choice', message: '922337203685477580', index: 1 };
    expect(await takesIn(1)).toEqual([{ channel: 'telegram', id: String(updateId), chat: '1', sender: '1', content }]);
    await until(() => fake.callbacks.answered.length === 1, 'the answer to the press');
    expect(fake.callbacks.open.size).toBe(0);
  });

  test.each(['', 'c:', 'c:1:2:3', 'c:abc:1', 'vote:1', "c:1';drop table:0", 'c:99999999999999999999:1', 'c:1:100'])(
    'a button of somebody else (%j) only stops spinning',
    async (data) => {
      const { fake, takesIn } = await onLine();
      const lan = fake.person(1);
      lan.pressesData(data);
      lan.says('sau đó');
      expect((await takesIn(1)).map(({ content }) => content.kind)).toEqual(['text']);
      await until(() => fake.callbacks.answered.length === 1, 'the answer to the press');
    },
  );

  test('a press that Telegram has forgotten changes nothing', async () => {
    const { fake, takesIn } = await onLine();
    const from = { id: 1, is_bot: false };
    const message = { message_id: 1, date: 0, chat: { id: 1, type: 'private' } };
    fake.update({ callback_query: { id: 'gone', from, data: 'c:7:0', message } });
    expect((await takesIn(1))[0]?.content).toEqual({ kind: 'choice', message: '7', index: 0 });
  });

  test('the press is answered even while the database is slow', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { fake, takesIn, arrivals } = await onLine({ receive: () => gate });
    fake.person(1).pressesData('c:1:0');
    await until(() => fake.callbacks.answered.length === 1, 'the answer to the press');
    expect(arrivals).toEqual([]);
    open();
    await takesIn(1);
  });
});

describe('in a group', () => {
  test('the bot hears only what is addressed to it', async () => {
    const { fake, takesIn, sends } = await onLine({ platform: { username: 'OCOP_bot' } });
    const group = fake.group(-1001234567890);
    const lan = group.member(1);
    const minh = group.member(2);
    await sends(lan.chat, { text: 'Chào cả nhà' });
    const [greeting] = await lan.waitsFor(1);
    lan.says('Mai họp lúc mấy giờ?');
    lan.says('/menu');
    lan.says('/menu@other_bot');
    lan.says('Hỏi @other_bot xem');
    lan.says('@ocop_bot, nhóm 3 là gì?');
    minh.says('/menu@OCOP_bot');
    minh.says('Cho hỏi @ocop_bot hồ sơ gồm gì');
    lan.says('còn nhóm 4?', greeting ? { replyTo: greeting } : {});
    lan.sends('photo');
    lan.sends('photo', '@ocop_bot đây');
    const arrivals = await takesIn(5);
    expect(arrivals.map(({ chat, sender, content }) => [chat, sender, content])).toEqual([
      ['-1001234567890', '1', { kind: 'text', text: 'nhóm 3 là gì?' }],
      ['-1001234567890', '2', { kind: 'text', text: '/menu' }],
      ['-1001234567890', '2', { kind: 'text', text: 'Cho hỏi hồ sơ gồm gì' }],
      ['-1001234567890', '1', { kind: 'text', text: 'còn nhóm 4?' }],
      ['-1001234567890', '1', expect.objectContaining({ media: 'photo', caption: 'đây' })],
    ]);
  });

  test('a mention by name, without a username, counts', async () => {
    const { fake, takesIn } = await onLine();
    const chat = { id: -5, type: 'group' };
    const entities = [{ type: 'text_mention', offset: 0, length: 4, user: { id: 7001, is_bot: true } }];
    const from = { id: 1, is_bot: false };
    fake.update({ message: { message_id: 1, date: 1, chat, from, text: 'OCOP ơi, hạn nộp?', entities } });
    expect((await takesIn(1))[0]?.content).toEqual({ kind: 'text', text: 'ơi, hạn nộp?' });
  });

  test('an admin who writes as the group is heard as the group', async () => {
    const { fake, takesIn } = await onLine({ platform: { username: 'ocop_bot' } });
    const chat = { id: -5, type: 'supergroup' };
    const entities = [{ type: 'mention', offset: 0, length: 9 }];
    const from = { id: 1087968824, is_bot: true };
    fake.update({
      message: { message_id: 1, date: 1, chat, from, sender_chat: chat, text: '@ocop_bot hạn nộp?', entities },
    });
    expect((await takesIn(1))[0]).toMatchObject({ chat: '-5', sender: '-5', content: { text: 'hạn nộp?' } });
  });

  test('anyone may press, and the press is theirs', async () => {
    const { fake, takesIn, sends } = await onLine();
    const group = fake.group(-100);
    const minh = group.member(2);
    await sends('-100', { text: 'Chọn', choices: [{ label: 'A', value: 'a' }] }, '12');
    minh.presses('A');
    expect((await takesIn(1))[0]).toMatchObject({ chat: '-100', sender: '2', content: { message: '12', index: 0 } });
  });

  test('an answer stands in the forum topic where the question does', async () => {
    const { fake, takesIn, sends } = await onLine({ platform: { username: 'ocop_bot' } });
    const lan = fake.group(-100).member(1);
    lan.says('@ocop_bot nhóm 3?', { topic: 77 });
    const [question] = await takesIn(1);
    expect(question?.chat).toBe('-100/77');
    await sends('-100/77', { text: 'Đồ gỗ' });
    expect((await lan.waitsFor(1))[0]).toMatchObject({ chat: '-100', topic: '77', text: 'Đồ gỗ' });
  });

  test('a bot that is put out has left the group, not the one who did it', async () => {
    const { fake, takesIn } = await onLine();
    fake.group(-100).member(1).blocks();
    expect((await takesIn(1))[0]).toMatchObject({ chat: '-100', sender: '-100', content: { kind: 'left' } });
  });

  test('a bot that is only restricted, or was never here, changes nothing', async () => {
    const { fake, takesIn } = await onLine();
    const chat = { id: 5, type: 'private' };
    fake.update({ my_chat_member: { chat, from: { id: 5 }, date: 0, new_chat_member: { status: 'constructor' } } });
    fake.update({ my_chat_member: { chat, from: { id: 5 }, date: 0, new_chat_member: { status: 'restricted' } } });
    fake.person(5).unblocks();
    expect((await takesIn(1)).map(({ content }) => content.kind)).toEqual(['returned']);
  });

  test('a group that became a supergroup still gets its answers', async () => {
    const { fake, sends } = await onLine();
    const group = fake.group(-9, 'group');
    group.member(1);
    group.movesTo(-1009);
    expect(await sends('-9', { text: 'một' })).toMatchObject({ kind: 'sent' });
    expect(await sends('-9', { text: 'hai' })).toMatchObject({ kind: 'sent' });
    expect(fake.sent.map(({ chat, text }) => [chat, text])).toEqual([
      ['-1009', 'một'],
      ['-1009', 'hai'],
    ]);
    expect(fake.requests.filter(({ method }) => method === 'sendMessage')).toHaveLength(3);
  });
});
