import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ModelChat, openModelChat } from './model-chat.ts';

let chat: ModelChat;
beforeAll(async () => {
  chat = await openModelChat();
});
afterAll(() => chat.close());
beforeEach(async () => {
  await chat.begin();
  await chat.says('lan', '/dangky');
  await chat.says('lan', 'Đồng ý');
});
afterEach(() => chat.stop());

const said = 'tui ở vĩnh hải, htx nho an hòa, muốn làm mật nho';
const last = async (text: string) => (await chat.says('lan', text)).at(-1)?.text ?? '';
const values = async () => {
  const draft = await chat.database.client.draft.findFirst();
  return JSON.parse(JSON.stringify(draft?.draft ?? null))?.state?.values;
};

test('one message fills the fields that it states, once that is confirmed; the rest stays empty', async () => {
  chat.model.states = { producerName: 'Hợp tác xã nho An Hòa', commune: 'Vĩnh Hải', productName: 'Mật nho' };
  const [shown] = await chat.says('lan', said);
  expect(shown?.text.split('\n')).toEqual([
    'Bước 2/15 · Loại hình chủ thể',
    'Tôi hiểu:',
    '• Loại hình chủ thể: **Hợp tác xã**',
    '• Tên chủ thể: **Hợp tác xã nho An Hòa**',
    expect.stringContaining('• Xã, phường: **'),
    '• Tên sản phẩm: **Mật nho**',
    'Đúng không?',
  ]);
  expect(await values()).toEqual({ consent: true });
  const [next] = await chat.presses('lan', 'Đúng rồi');
  expect(next?.text).toContain('Người đại diện');
  expect(await values()).toEqual({
    consent: true,
    kind: 'cooperative',
    producerName: 'Hợp tác xã nho An Hòa',
    commune: expect.any(String),
    productName: 'Mật nho',
  });
  await chat.says('lan', 'Nguyễn Thị Lan');
  expect(await last('0905123456')).toContain('Mô tả sản phẩm');
  expect(chat.model.texts).toEqual([said]);
});

test('what was not meant so is not taken', async () => {
  chat.model.states = { producerName: 'Hợp tác xã nho An Hòa' };
  await chat.says('lan', said);
  const [again] = await chat.presses('lan', 'Không phải');
  expect(again?.text).toContain('Bạn đăng ký với tư cách nào?');
  expect(await values()).toEqual({ consent: true });
});

test('a value that its field does not take is dropped, and so is a mark in the place of personal data', async () => {
  chat.model.states = {
    producerName: '[tên]',
    commune: 'Paris',
    localMaterial: 'nhiều lắm',
    productName: 'Mật nho',
    phone: '0905123456',
    photos: 'ảnh',
  };
  const [shown] = await chat.says('lan', said);
  expect(shown?.text.split('\n').slice(2, -1)).toEqual([
    '• Loại hình chủ thể: **Hợp tác xã**',
    '• Tên sản phẩm: **Mật nho**',
  ]);
});

test('nothing that was accepted is overwritten without being shown beside the new value', async () => {
  await chat.says('lan', 'Hợp tác xã');
  await chat.says('lan', 'Hợp tác xã rau sạch');
  chat.model.states = { producerName: 'Hợp tác xã nho An Hòa', representative: 'Lê Văn Tám' };
  const [shown] = await chat.says('lan', 'anh lê văn tám đại diện, mà tên đúng là htx nho an hòa, gần chợ');
  expect(shown?.text).toContain('• Tên chủ thể: **Hợp tác xã nho An Hòa** (đang ghi: **Hợp tác xã rau sạch**)');
  expect((await values()).producerName).toBe('Hợp tác xã rau sạch');
  await chat.presses('lan', 'Đúng rồi');
  expect(await values()).toMatchObject({ producerName: 'Hợp tác xã nho An Hòa', representative: 'Lê Văn Tám' });
});

test('short and plain answers are never sent out, nor is anything before the consent', async () => {
  await chat.says('lan', 'Hợp tác xã');
  await chat.says('lan', 'Hợp tác xã nho An Hòa');
  await chat.says('lan', 'Nguyễn Thị Lan');
  await chat.says('lan', '0905123456');
  await chat.says('minh', '/dangky');
  await chat.says('minh', said);
  expect(chat.model.texts).toEqual([]);
});

test('a whole text that is the answer after all can be written down as it is', async () => {
  await chat.says('lan', 'Hợp tác xã');
  chat.model.states = { producerName: 'An Hòa' };
  await chat.says('lan', 'Hợp tác xã nho, táo, tỏi An Hòa');
  await chat.presses('lan', 'Không phải');
  const [next] = await chat.presses('lan', 'Ghi nguyên câu vừa rồi');
  expect(next?.text).toContain('Người đại diện');
  expect((await values()).producerName).toBe('Hợp tác xã nho, táo, tỏi An Hòa');
});

test('without help from outside the answers are read as always', async () => {
  await chat.stop();
  await chat.begin({ isModelOff: true });
  await chat.says('lan', '/dangky');
  await chat.says('lan', 'Đồng ý');
  expect(await last(said)).toContain('Tên chủ thể');
  expect(await values()).toEqual({ consent: true, kind: 'cooperative' });
});

test('who agreed before a model helped is asked again, and not the other way round', async () => {
  await chat.stop();
  await chat.start({ isModelOff: true });
  await chat.says('lan', '/huy');
  await chat.says('lan', 'có');
  expect(await last('/dangky')).toContain('Loại hình chủ thể');
  await chat.says('minh', '/dangky');
  await chat.says('minh', 'Đồng ý');
  await chat.says('minh', '/huy');
  await chat.says('minh', 'có');
  await chat.stop();
  await chat.start();
  const [consent] = await chat.says('minh', '/dangky');
  expect(consent?.text).toContain('dịch vụ bên ngoài đọc giúp');
});
