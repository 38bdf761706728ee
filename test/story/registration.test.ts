/** The whole way of a product over a platform: from the first admin to the stars, under both profiles. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { docx, pdf, phonePhoto } from '../files.ts';
import { openForm } from '../handlers/dossier/form-file.ts';
import { beginStory, type Story, storyPlatforms, token } from './app.ts';
import { expectClean, invites, labelsIn, type StoryPerson, saidIn, type Talk, talkOf } from './talk.ts';

const adminCode = 'ninh-thuan-7391';
const product = 'Mật nho An Hòa';

interface Year {
  profile: string;
  at: string;
  code: string;
  /** The office that decides, and what its officers are called. */
  deciding: { role: string; level: string; area: string | null; office: string; name: string };
  forms: readonly [string, string];
  /** The decision's result: points, stars, the last day of the certificate. */
  result: { points: string; day: string; stars: number; ends: string; shownEnd: string };
}

const years: readonly Year[] = [
  {
    profile: 'ninh-thuan-2024',
    at: '2024-06-03T08:00:00+07:00',
    code: 'OCOP-2024-0001',
    deciding: {
      role: 'Cán bộ cấp huyện',
      level: 'district',
      area: 'huyen ninh hai',
      office: 'UBND huyện Ninh Hải',
      name: 'cấp huyện',
    },
    forms: ['Phiếu đăng ký', 'Báo cáo tự đánh giá'],
    result: { points: '65', day: '3/6/2024', stars: 3, ends: '2027-06-03', shownEnd: '03/06/2027' },
  },
  {
    profile: 'khanh-hoa-2026',
    at: '2026-11-23T08:00:00+07:00',
    code: 'OCOP-2026-0001',
    deciding: {
      role: 'Cán bộ cấp tỉnh',
      level: 'province',
      area: null,
      office: 'UBND tỉnh Khánh Hòa',
      name: 'cấp tỉnh',
    },
    forms: ['Mẫu số 01: Phiếu đăng ký', 'Mẫu số 02: Báo cáo tự đánh giá'],
    result: { points: '74,5', day: '20/11/2026', stars: 4, ends: '2029-11-20', shownEnd: '20/11/2029' },
  },
];

let story: Story;
afterEach(async () => {
  expectClean(story, token, /905123456|Nguyễn Thị Lan/);
  await story.end();
});

/** The answers of `/dangky` up to the photos. */
async function registers(lan: Talk): Promise<void> {
  expect(saidIn(await lan.says('/dangky'))).toMatch(/^Bước 1\/15 · Đồng ý\n[\s\S]*\/riengtu/);
  expect(saidIn(await lan.presses('Đồng ý'))).toMatch(/^Bước 2\/15 · Loại hình chủ thể/);
  await lan.presses('Hợp tác xã');
  await lan.says('Hợp tác xã nho An Hòa');
  const [phone] = await lan.says('Nguyễn Thị Lan');
  if (story.platform === 'telegram') {
    expect(phone?.replyKeyboard).toMatchObject({ rows: [[{ asksContact: true }], [{ text: 'Quay lại' }, {}]] });
    const [taken, commune] = await lan.does((person) => person.sendsContact?.('+84905123456'));
    expect(taken?.replyKeyboard).toBe('removed');
    expect(commune?.text).toMatch(/^Bước 6\/15 · Xã, phường/);
  } else if (story.platform === 'zalo-oa') {
    expect(lan.all().at(-1)).toMatchObject({ asksContact: true, text: 'Chia sẻ số điện thoại' });
    expect(saidIn(await lan.does((person) => person.sendsContact?.('+84905123456')))).toContain(
      'Bước 6/15 · Xã, phường',
    );
  } else {
    expect(saidIn(await lan.says('0905 123 456'))).toContain('Bước 6/15 · Xã, phường');
  }
  await lan.says('xã Vĩnh Hải');
  await lan.says(product);
  const group = await lan.says('Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml');
  expect(labelsIn(group)[0]).toBe('👉 Nhóm 1: Thực phẩm');
  await lan.presses('👉 Nhóm 1: Thực phẩm');
  for (const answer of ['80%', '60%', '2.000 chai, 120.000 đồng/chai', 'đkkd, attp']) await lan.says(answer);
  expect(saidIn(await lan.presses('Xong'))).toMatch(/^Bước 14\/15 · Ảnh sản phẩm/);
}

/** Opens the registration from the list. */
async function opensOwn(lan: Talk, code: string): Promise<string> {
  await lan.says('/hoso');
  return saidIn(await lan.presses(`${code} · ${product}`));
}

/** Opens an item of the checklist and sends a file for it. */
async function attaches(lan: Talk, item: string, send: Parameters<Talk['does']>[0]): Promise<string> {
  await lan.presses('Danh sách giấy tờ');
  await lan.presses(item);
  expect(saidIn(await lan.presses('Gửi tệp'))).toContain(`của mục ${item}`);
  expect(saidIn(await lan.does(send))).toContain('Đang ghi: 1 tệp');
  return saidIn(await lan.presses('Xong'));
}

/** No file that was kept says where it was taken. */
async function expectNoPlaces(folder: string): Promise<number> {
  const kept = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const pictures = kept.filter((bytes) => !/^(?:%PDF|PK)/.test(bytes.subarray(0, 4).toString('latin1')));
  for (const bytes of pictures) expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  return pictures.length;
}

const told = storyPlatforms.flatMap((platform) => years.map((year) => ({ ...year, platform })));

test.each(told)(
  'a product registered, reviewed, mended and rated under $profile, on $platform',
  { timeout: 90_000 },
  async ({ platform, ...year }) => {
    const { profile, code, deciding, forms, result } = year;
    story = await beginStory({ ADMIN_INVITE_CODE: adminCode, PROGRAMME_PROFILE: profile }, year.at, platform);
    // Zalo's bots get no files: papers are photographed.
    const hasFiles = platform !== 'zalo-bot';
    const shownName = (name: string) =>
      platform === 'zalo-oa' ? name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(' ', '-') : name;
    const { client } = story.database;
    const [admin, xa, tren, lan] = [talkOf(story, 901), talkOf(story, 902), talkOf(story, 903), talkOf(story, 904)];
    const row = () => client.registration.findUniqueOrThrow({ where: { code } });

    await admin.says(`/canbo ${adminCode}`);
    await invites(admin, xa, 'Cán bộ cấp xã', 'xa vinh hai');
    await invites(admin, tren, deciding.role, deciding.area);

    await registers(lan);
    await story.restart();
    const photos = [await phonePhoto(), await phonePhoto(500, 300)];
    for (const photo of photos) expect((await sharp(photo).metadata()).exif?.includes('Telephone')).toBe(true);
    const shown = await lan.does((person) => {
      for (const photo of photos) person.sendsPhoto(photo);
    });
    expect(saidIn(shown)).toContain('Đang ghi: 2 ảnh');
    await story.restart();
    const review = saidIn(await lan.presses('Xong'));
    expect(review).toMatch(/^Bước 15\/15 · Xem lại[\s\S]*Xã Vĩnh Hải[\s\S]*80%[\s\S]*2 ảnh/);
    const receipt = saidIn(await lan.presses('Gửi đăng ký'));
    expect(receipt).toContain(`Mã của bạn: ${code}`);
    expect(receipt).toContain(
      `UBND xã Vĩnh Hải xem và xác nhận nguyên liệu, lao động địa phương; sau đó chuyển ${deciding.office}`,
    );
    expect(await row()).toMatchObject({
      profile,
      status: 'submitted',
      waitsFor: 'commune',
      representative: 'Nguyễn Thị Lan',
      phone: '+84905123456',
      productGroup: 1,
      papers: ['business-registration', 'food-safety'],
    });
    expect(await expectNoPlaces(story.folder)).toBe(2);

    expect(saidIn(xa.hears())).toContain(`Có việc mới chờ bạn (cấp xã):\n${code} · ${product}`);
    expect(tren.hears()).toEqual([]);
    const seen = await xa.presses('Mở');
    expect(seen.filter(({ photo }) => photo)).toHaveLength(2);
    for (const { photo } of seen.filter((one) => one.photo)) {
      const { exif, width, height } = await sharp(photo?.bytes).metadata();
      expect([exif, width, height].map(String)).toEqual(['undefined', '300', expect.stringMatching(/^[45]00$/)]);
    }
    expect(saidIn(seen)).toMatch(/Điện thoại: 0905 123 456[\s\S]*chủ thể ghi 80%/);
    await xa.presses('Xác nhận tỷ lệ');
    await xa.says('70%');
    await story.restart();
    await xa.presses('Đúng 60%');
    expect(saidIn(await xa.presses('Xác nhận'))).toContain('Đã ghi: Xác nhận tỷ lệ');
    expect(await row()).toMatchObject({ waitsFor: deciding.level, confirmedMaterial: 70, confirmedLabour: 60 });
    expect(saidIn(lan.hears())).toMatch(/^✅ UBND xã Vĩnh Hải đã xác nhận[\s\S]*70%[\s\S]*60%/);

    expect(saidIn(tren.hears())).toContain(`Có việc mới chờ bạn (${deciding.name})`);
    expect(saidIn(await tren.presses('Mở'))).toContain('chủ thể ghi 80%, xã xác nhận 70%');
    await tren.presses('Yêu cầu sửa');
    await tren.presses('Mô tả sản phẩm');
    await tren.presses('Xong');
    await tren.says('Ghi rõ mật có thêm đường không');
    await tren.presses('Gửi yêu cầu sửa');
    expect(await row()).toMatchObject({ status: 'changes', waitsFor: null });
    const asked = lan.hears();
    expect(saidIn(asked)).toContain(`✏️ ${deciding.office} đề nghị sửa đăng ký ${product} (${code}):`);
    expect(saidIn(asked)).toContain('• Mô tả sản phẩm: Ghi rõ mật có thêm đường không');

    const detail = await lan.presses('Xem đăng ký');
    expect(saidIn(detail)).toMatch(/2\/5 · Cần bạn sửa[\s\S]*Cán bộ nhắn:\n• Mô tả sản phẩm: Ghi rõ/);
    expect(labelsIn(detail).slice(0, 2)).toEqual(['Sửa thông tin', 'Gửi lại']);
    await lan.presses('Sửa thông tin');
    await lan.presses('Sửa');
    await lan.presses('Mô tả sản phẩm');
    await story.restart();
    await lan.says('Nho tươi ép lấy nước, cô đặc thành mật, không thêm đường, chai 500 ml');
    expect(saidIn(await lan.presses('Lưu thay đổi'))).toContain('Đã lưu: Mô tả sản phẩm. Xong hết thì bấm Gửi lại.');
    expect(saidIn(await lan.presses('Gửi lại'))).toContain(`Đã gửi lại đăng ký ${code} cho ${deciding.office}`);
    // What the commune confirmed still holds, so it comes back to whoever asked.
    expect(await row()).toMatchObject({ status: 'submitted', waitsFor: deciding.level, confirmedMaterial: 70 });
    expect(xa.hears()).toEqual([]);

    expect(saidIn(tren.hears())).toContain('Có việc mới chờ bạn');
    expect(saidIn(await tren.presses('Mở'))).toContain('không thêm đường');
    await tren.presses('Chấp nhận');
    await tren.presses('Đồng ý');
    expect(await row()).toMatchObject({ status: 'accepted', waitsFor: null, remark: null });
    expect(saidIn(lan.hears())).toContain(`✅ ${deciding.office} đã chấp nhận sản phẩm ${product}`);

    expect(await opensOwn(lan, code)).toContain('Đến lượt bạn');
    const papers = await lan.presses('Tải mẫu đã điền');
    // An account's file stands in a message of its own.
    const handed = papers.flatMap(({ document }) => document ?? []);
    expect(handed.map(({ name }) => name)).toEqual([`Phieu-dang-ky-${code}.docx`, `Bao-cao-tu-danh-gia-${code}.docx`]);
    for (const { bytes } of handed) {
      const { text } = await openForm(bytes);
      for (const told of ['Hợp tác xã nho An Hòa', 'Nguyễn Thị Lan', product]) expect(text).toContain(told);
    }

    await opensOwn(lan, code);
    expect(saidIn(await lan.presses('Gửi hồ sơ'))).toContain('Còn thiếu giấy bắt buộc');
    const [form01, form02] = forms;
    const paper = await phonePhoto(600, 300);
    const hands = (person: StoryPerson, bytes: Buffer, name: string, mime?: string) =>
      hasFiles ? person.sendsDocument?.(bytes, name, mime) : person.sendsPhoto(paper);
    await attaches(lan, form01, (person) => hands(person, pdf(), 'Phiếu đăng ký.pdf', 'application/pdf'));
    await attaches(lan, form02, (person) => hands(person, docx(), 'Báo cáo.docx'));
    await lan.presses('Danh sách giấy tờ');
    await lan.presses('Giấy đăng ký kinh doanh');
    await lan.presses('Gửi tệp');
    const licence = await phonePhoto(700, 500);
    await lan.does((person) => person.sendsPhoto(licence));
    await story.restart();
    const attached = saidIn(await lan.presses('Xong'));
    expect(attached).toContain('Đã ghi 1 tệp cho mục Giấy đăng ký kinh doanh');
    expect(await expectNoPlaces(story.folder)).toBe(hasFiles ? 3 : 4);
    const list = saidIn(await lan.presses('Danh sách giấy tờ'));
    for (const item of [...forms, 'Giấy đăng ký kinh doanh']) expect(list).toContain(`📤 ${item} · đã gửi 1 tệp`);
    await opensOwn(lan, code);
    const ready = await lan.presses('Gửi hồ sơ');
    expect(saidIn(ready)).not.toContain('bắt buộc');
    expect(saidIn(await lan.presses(labelsIn(ready)[0] ?? ''))).toContain(`Đã gửi hồ sơ ${code} cho UBND xã Vĩnh Hải`);
    expect(await row()).toMatchObject({ status: 'dossier_sent', waitsFor: 'commune' });

    expect(saidIn(xa.hears())).toContain('Có việc mới chờ bạn (cấp xã)');
    await xa.presses('Mở');
    expect(saidIn(await xa.presses('Xem giấy tờ'))).toContain(
      `1. ${form01} · đã gửi\n2. ${form02} · đã gửi\n3. Giấy đăng ký kinh doanh · đã gửi`,
    );
    const [licenceShown] = await xa.presses('Giấy đăng ký kinh doanh');
    expect((await sharp(licenceShown?.photo?.bytes).metadata()).width).toBe(500);
    await xa.presses('Đạt');
    const [first] = await xa.presses(form01);
    if (hasFiles) expect(first?.document?.bytes).toEqual(pdf());
    else expect((await sharp(first?.photo?.bytes).metadata()).height).toBe(600);
    await xa.presses('Đạt');
    const [second] = await xa.presses(form02);
    if (hasFiles) expect(second?.document?.name).toBe(shownName('Báo cáo.docx'));
    else expect((await sharp(second?.photo?.bytes).metadata()).height).toBe(600);
    await story.restart();
    await xa.presses('Cần sửa');
    await xa.says('Phần III chưa ghi điểm tự chấm');
    expect(saidIn(await xa.presses('Ghi ý kiến'))).toContain(`2. ${form02} · cần sửa: Phần III chưa ghi điểm tự chấm`);
    expect(lan.hears()).toEqual([]);
    await xa.presses('Về hồ sơ');
    await xa.presses('Yêu cầu sửa');
    await xa.presses('Bỏ qua');
    await xa.presses('Gửi yêu cầu sửa');
    expect(await row()).toMatchObject({ status: 'accepted', waitsFor: null });
    expect(saidIn(lan.hears())).toContain(
      `UBND xã Vĩnh Hải đề nghị sửa hồ sơ ${product} (${code}):\n• ${form02}: Phần III`,
    );

    await lan.presses('Xem đăng ký');
    expect(saidIn(await lan.presses('Danh sách giấy tờ'))).toContain(
      `✏️ ${form02} · cần sửa: “Phần III chưa ghi điểm tự chấm”`,
    );
    const mended = docx({ 'word/document.xml': '<w:document><w:body><w:p>Điểm: 65</w:p></w:body></w:document>' });
    expect(await attaches(lan, form02, (person) => hands(person, mended, 'Báo cáo sửa.docx'))).toContain('đã đủ');
    await opensOwn(lan, code);
    await lan.presses(labelsIn(await lan.presses('Gửi hồ sơ'))[0] ?? '');
    expect(await row()).toMatchObject({ status: 'dossier_sent', waitsFor: 'commune', remark: null });

    await xa.presses('Mở');
    await xa.presses('Xem giấy tờ');
    const again = await xa.presses(form02);
    if (hasFiles)
      expect(again.flatMap(({ document }) => document?.name ?? [])).toEqual(
        ['Báo cáo.docx', 'Báo cáo sửa.docx'].map(shownName),
      );
    else expect(again.filter(({ photo }) => photo)).toHaveLength(1);
    await xa.presses('Đạt');
    await xa.presses('Về hồ sơ');
    expect(saidIn(await xa.presses('Chuyển lên cấp trên'))).not.toContain('chưa ghi là đạt');
    await xa.presses('Đồng ý');
    expect(await row()).toMatchObject({ status: 'dossier_sent', waitsFor: deciding.level });
    expect(saidIn(lan.hears())).toContain(
      `UBND xã Vĩnh Hải đã xem hồ sơ ${product} (${code}) và chuyển lên ${deciding.name}`,
    );

    expect(saidIn(tren.hears())).toContain(`Có việc mới chờ bạn (${deciding.name})`);
    await tren.presses('Mở');
    await tren.presses('Ghi điểm');
    await tren.says(result.points);
    await story.restart();
    await tren.says(result.day);
    await tren.says('123/QĐ-UBND');
    await tren.presses('Ghi kết quả');
    const rated = await row();
    expect(rated).toMatchObject({
      status: 'rated',
      stars: result.stars,
      decisionNumber: '123/QĐ-UBND',
      waitsFor: null,
    });
    expect(rated.certificateEnds?.toISOString().slice(0, 10)).toBe(result.ends);
    const told = saidIn(lan.hears());
    expect(told).toContain(
      `🎉 ${deciding.office} ghi kết quả cho ${product} (${code}): ${result.points} điểm, ${result.stars} sao.`,
    );
    expect(told).toContain(`có giá trị đến ${result.shownEnd}`);
    expect(await opensOwn(lan, code)).toContain(`Kết quả: ${result.stars} sao, ${result.points} điểm.`);

    const log = await client.audit.findMany({
      where: { subject: `registration:${rated.id}` },
      orderBy: { id: 'asc' },
      select: { action: true, officer: true },
    });
    const officerOf = async (talk: string) =>
      (await client.officer.findFirstOrThrow({ where: { person: { conversations: { some: { chat: talk } } } } })).id;
    const [commune, above] = [await officerOf(xa.chat), await officerOf(tren.chat)];
    expect(log.map(({ action, officer }) => [action, officer])).toEqual([
      ['submit', null],
      ['confirm-shares', commune],
      ['ask-changes', above],
      ['correct', null],
      ['send-again', null],
      ['accept', above],
      ['attach', null],
      ['attach', null],
      ['attach', null],
      ['send-dossier', null],
      ['item-accepted', commune],
      ['item-accepted', commune],
      ['item-changes', commune],
      ['ask-changes', commune],
      ['attach', null],
      ['send-dossier', null],
      ['item-accepted', commune],
      ['pass-on', commune],
      ['score', above],
    ]);
    expect(await client.registration.count()).toBe(1);
    expect(await client.draft.count()).toBe(0);
    expect(await client.outbox.count({ where: { state: { not: 'sent' } } })).toBe(0);
    // Who decided is no business of the producer's.
    expect(saidIn(lan.all())).not.toMatch(/cán bộ số/);
  },
);
