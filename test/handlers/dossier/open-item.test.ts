import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { labels, offeredPhoto, openProducers, type Producers, storedPhoto, texts } from './producer.ts';

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
  producers.clock.advance(61 * 60_000);
  expect(texts(await producers.sends('lan', storedPhoto('muộn')))).toContain('của mục giấy tờ nào?');
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

test('a page that was opened before files were taken, or left for another, takes none: it is asked where they belong', async () => {
  const { code } = await producers.registers('lan');
  await producers.says('lan', code);
  await producers.presses('lan', 'Danh sách giấy tờ');
  await producers.presses('lan', 'Giấy đăng ký kinh doanh');
  await producers.accepts(code);
  const asked = await producers.sends('lan', offeredPhoto('trang-1'));
  expect(texts(asked)).toContain('Tôi đang giữ tệp, chưa ghi vào mục nào');
  expect(labels(asked)).toContain('Giấy đăng ký kinh doanh');
  expect(labels(asked)).toHaveLength(9);
  // The rest of an album is asked after together with its first picture.
  expect(await producers.sends('lan', storedPhoto('trang 2'))).toEqual([]);
  expect(await files()).toEqual([]);
  await producers.restart();
  expect(texts(await producers.presses('lan', 'Mẫu số 01: Phiếu đăng ký'))).toContain('Đã ghi 2 tệp cho mục');
  expect(await files()).toMatchObject([{ item: 'form-01' }, { item: 'form-01' }]);

  await producers.says('lan', '/hoso');
  await producers.says('lan', '1');
  await producers.presses('lan', 'Danh sách giấy tờ');
  const later = await producers.sends('lan', storedPhoto('trang 3'));
  expect(labels(later)).not.toContain('Mẫu số 01: Phiếu đăng ký');
  await producers.presses('lan', 'Danh sách giấy tờ');
  const page = await producers.presses('lan', 'Giấy đăng ký kinh doanh');
  expect(labels(page)[0]).toBe('Ghi 1 tệp vừa gửi vào mục này');
  await producers.presses('lan', 'Ghi 1 tệp vừa gửi vào mục này');
  expect((await files()).at(-1)).toMatchObject({ item: 'business-registration' });
});

test('what was held too long is not written, and it is said', async () => {
  await openItem();
  await producers.presses('lan', 'Danh sách giấy tờ');
  await producers.sends('lan', storedPhoto('trang 1'));
  producers.clock.advance(61 * 60_000);
  expect(texts(await producers.presses('lan', 'Giấy đăng ký kinh doanh'))).toContain('không còn giữ tệp đó');
  expect(await files()).toEqual([]);
  await producers.sends('lan', storedPhoto('trang 1'));
  expect(await files()).toMatchObject([{ item: 'business-registration' }]);
});

test('a product photo that officers asked for is shown the way to what was told of the product', async () => {
  const { code } = await producers.registers('lan');
  await producers.decides(code, 'ask-changes', { remark: '• Ảnh sản phẩm: Ảnh mờ quá' });
  const way = await producers.sends('lan', offeredPhoto('nho'));
  expect(texts(way)).toContain(`Cán bộ nhờ bạn sửa **Ảnh sản phẩm** của ${code}`);
  expect(labels(way)).toEqual(['Sửa thông tin', 'Xem đăng ký']);
  expect(await producers.sends('lan', offeredPhoto('nho 2'))).toEqual([]);
  await producers.presses('lan', 'Sửa thông tin');
  await producers.presses('lan', 'Sửa');
  expect(texts(await producers.presses('lan', 'Ảnh sản phẩm'))).toContain('ảnh sản phẩm');
  await producers.sends('lan', storedPhoto('rõ'));
  await producers.presses('lan', 'Xong');
  await producers.presses('lan', 'Lưu thay đổi');
  expect(await files()).toMatchObject([{ item: 'photo', name: 'rõ.jpg' }]);
});

test('where another dossier takes files, it is asked whether the photo is for it, and the way to the product is told', async () => {
  const first = await producers.registers('lan');
  await producers.accepts(first.code);
  const second = await producers.registers('lan', { productName: 'Nho sấy' });
  await producers.decides(second.code, 'ask-changes', { remark: '• Ảnh sản phẩm: Ảnh mờ quá' });
  const asked = await producers.sends('lan', storedPhoto('nho'));
  expect(texts(asked)).toContain(`Ảnh sản phẩm của ${second.code} thì bấm **Sửa thông tin**`);
  expect(labels(asked).at(-1)).toBe('Sửa thông tin');
});
