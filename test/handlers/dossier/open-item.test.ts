import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { offeredPhoto, openProducers, type Producers, storedPhoto, texts } from './producer.ts';

let producers: Producers;
beforeAll(async () => {
  producers = await openProducers();
});
beforeEach(() => producers.reset());
afterAll(() => producers.end());

async function openItem(): Promise<string> {
  const { code } = await producers.registers('lan');
  await producers.accepts(code);
  await producers.says('lan', code);
  await producers.presses('lan', 'Danh sách giấy tờ');
  await producers.presses('lan', 'Giấy đăng ký kinh doanh');
  return code;
}
const files = () => producers.database.client.registrationFile.findMany({ orderBy: { id: 'asc' } });

test('a file sent while an item lies open goes to it, page by page, and the log tells of which registration', async () => {
  const code = await openItem();
  expect(texts(await producers.sends('lan', offeredPhoto('trang-1')))).toContain(
    'Đã ghi 1 tệp cho mục **Giấy đăng ký kinh doanh**',
  );
  await producers.sends('lan', storedPhoto('trang 2'));
  expect(await files()).toMatchObject([{ item: 'business-registration' }, { item: 'business-registration' }]);
  expect(await producers.database.client.audit.findFirst({ where: { action: 'attach' } })).toMatchObject({
    after: { code, communeCode: '2025:22846', item: 'business-registration' },
  });
});

test('later, in a dialog, or with a question it is no paper of the dossier', async () => {
  await openItem();
  const asking = { ...storedPhoto('hỏi'), caption: 'ảnh này được không?' };
  await producers.sends('lan', asking);
  await producers.says('lan', '/dangky');
  await producers.sends('lan', storedPhoto('sản phẩm'));
  await producers.says('lan', '/huy');
  await producers.presses('lan', 'Đồng ý bỏ');
  producers.clock.advance(16 * 60_000);
  await producers.sends('lan', storedPhoto('muộn'));
  expect(await files()).toEqual([]);
});

test('what an officer accepted stays as it is', async () => {
  const code = await openItem();
  const { id } = await producers.find(code);
  await producers.sends('lan', storedPhoto('trang 1'));
  await producers.database.client.dossierItem.updateMany({
    where: { registrationId: id },
    data: { state: 'accepted' },
  });
  await producers.sends('lan', storedPhoto('trang 2'));
  expect(await files()).toHaveLength(1);
});
