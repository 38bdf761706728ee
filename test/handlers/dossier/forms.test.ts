import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criteriaSets } from '../../../handlers/dossier/criteria-sets.ts';
import { evidenceTexts } from '../../../handlers/dossier/evidence.ts';
import type { DossierForm } from '../../../handlers/dossier/forms/dossier-form.ts';
import { percentOf, signingDay } from '../../../handlers/dossier/forms/dossier-form.ts';
import { fillForm01 } from '../../../handlers/dossier/forms/form-01.ts';
import { fillForm02 } from '../../../handlers/dossier/forms/form-02.ts';
import { linesOf, oneLine } from '../../../handlers/dossier/forms/form-text.ts';
import { evidenceKeys, wishableStars } from '../../../handlers/dossier/item-keys.ts';
import { papers, producerKinds, productGroups } from '../../../handlers/programme/vocabulary.ts';
import { openForm } from './form-file.ts';

const empty: DossierForm = {
  rules: 'quyet-dinh-26-2026',
  evaluation: 'first',
  producerKind: null,
  producerName: null,
  representative: null,
  position: null,
  address: null,
  phone: null,
  email: null,
  commune: null,
  province: null,
  productName: null,
  description: null,
  group: null,
  set: null,
  subgroup: null,
  localMaterialPercent: null,
  localLabourPercent: null,
  yearlyOutput: null,
  price: null,
  papers: [],
  evidence: {},
  wishedStars: null,
  date: null,
};
const raisins: DossierForm = {
  ...empty,
  producerKind: 'cooperative',
  producerName: 'Hợp tác xã Nông nghiệp Thái An',
  representative: 'Nguyễn Thị Ngọc Ánh',
  position: 'Giám đốc',
  address: 'Thôn Thái An',
  phone: '0905 123 456',
  email: 'htx@vidu.vn',
  commune: 'xã Vĩnh Hải',
  province: 'tỉnh Khánh Hòa',
  productName: 'Nho sấy dẻo "Thái An" <loại 1> & quà',
  description: 'Nho chín cây, sấy lạnh.\nĐóng hũ thủy tinh.',
  group: 1,
  set: 7,
  localMaterialPercent: 100,
  localLabourPercent: 72.5,
  yearlyOutput: '2.000 kg',
  price: '180.000 đồng/hũ',
  papers: ['business-registration', 'trademark-filed', 'test-report'],
  evidence: { 'business-registration': 'passed', story: 'sent', market: 'to-mend' },
  wishedStars: 4,
  date: '2027-03-02',
};

const form01 = async (change: Partial<DossierForm> = {}) => openForm(await fillForm01({ ...raisins, ...change }));
const form02 = async (change: Partial<DossierForm> = {}) => openForm(await fillForm02({ ...raisins, ...change }));

describe('the registration, Mẫu số 01', () => {
  it('holds all that the producer told', async () => {
    const { text, paragraphs } = await form01();
    for (const value of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Mẫu số 01',
      'Kính gửi: Ủy ban nhân dân xã Vĩnh Hải',
      'Tên đơn vị: Hợp tác xã Nông nghiệp Thái An',
      'Người đại diện theo pháp luật: Nguyễn Thị Ngọc Ánh',
      'Chức vụ: Giám đốc',
      'Địa chỉ (thôn, đường, số nhà): Thôn Thái An',
      'Xã, phường; tỉnh: xã Vĩnh Hải, tỉnh Khánh Hòa',
      'Điện thoại: 0905 123 456',
      'Thư điện tử: htx@vidu.vn',
      'Tên sản phẩm: Nho sấy dẻo "Thái An" <loại 1> & quà',
      'Ngành: Thực phẩm',
      'Nhóm: Chế biến',
      'Phân nhóm: Chế biến từ rau, củ, quả, hạt',
      'Số lượng sản phẩm mẫu: 5',
      'Xã Vĩnh Hải, ngày 02 tháng 3 năm 2027',
      'ĐẠI DIỆN CHỦ THỂ',
      'Nguyễn Thị Ngọc Ánh',
      'Soạn theo nội dung Mẫu số 01, Phụ lục III, Quyết định 26/2026/QĐ-TTg; đối chiếu với mẫu do UBND xã, phường phát trước khi ký.',
    ])
      expect(paragraphs).toContain(value);
    expect(text).toContain('☒ Hợp tác xã\t☐ Tổ hợp tác');
    expect(text).toContain('☒ Đánh giá lần đầu\t☐ Nâng hạng\t☐ Đánh giá lại');
  });

  it('leaves dotted lines where nothing is known', async () => {
    const { text, paragraphs } = await openForm(await fillForm01(empty));
    for (const label of ['Tên đơn vị', 'Chức vụ', 'Điện thoại', 'Tên sản phẩm', 'Phân nhóm'])
      expect(paragraphs).toContain(`${label}: \t`);
    expect(text).not.toMatch(/null|undefined|NaN/u);
    expect(text).toContain('ngày …… tháng …… năm ………');
  });

  it('asks no sample of tourism, and ticks the kind of evaluation', async () => {
    const { text } = await form01({ group: 6, set: 26, producerKind: 'association', evaluation: 'renewal' });
    expect(text).toContain('Số lượng sản phẩm mẫu: không (sản phẩm du lịch)');
    expect(text).toContain('☒ Hội/Hiệp hội/Trung tâm điều hành');
    expect(text).toContain('☒ Đánh giá lại');
  });

  it('ticks no kind for who is not registered yet', async () => {
    const { text } = await form01({ producerKind: 'unregistered' });
    expect(text.split('Người đại diện')[0]).not.toContain('☒');
  });
});

describe('the self-assessment, Mẫu số 02', () => {
  it('has its four parts filled in as far as known', async () => {
    const { text, paragraphs } = await form02();
    for (const value of [
      'Mẫu số 02',
      'Phần I. Thông tin chung',
      'Phần II. Kết quả thực hiện phương án sản xuất kinh doanh',
      'Phần III. Tự chấm điểm',
      'Phần IV. Kế hoạch sắp tới',
      'Nguyên liệu địa phương: 100%',
      'Lao động địa phương: 72,5%',
      'Sản lượng mỗi năm: 2.000 kg',
      'Giá bán: 180.000 đồng/hũ',
      'Nho chín cây, sấy lạnh.',
      'Đóng hũ thủy tinh.',
      'Bộ tiêu chí số: 7. Chế biến từ rau, củ, quả, hạt',
      'Hạng sao mong muốn: 4 sao',
      '☒ Đăng ký kinh doanh',
      '☐ Công bố chất lượng',
      '☒ Sở hữu trí tuệ (đơn hoặc giấy chứng nhận)',
    ])
      expect(paragraphs).toContain(value);
    expect(text).toContain('Soạn theo nội dung Mẫu số 02, Phụ lục III, Quyết định 26/2026/QĐ-TTg');
  });

  it('leaves sex and ethnic group to the hand', async () => {
    const { paragraphs } = await form02();
    expect(paragraphs).toContain('Giới tính: \t');
    expect(paragraphs).toContain('Dân tộc: \t');
  });

  it('scores by three parts of 40, 25 and 35, the points left open', async () => {
    const { paragraphs } = await form02();
    const besides = (label: string, count: number) => {
      const at = paragraphs.indexOf(label);
      return paragraphs.slice(at + 1, at + 1 + count);
    };
    expect(besides('Sản phẩm và sức mạnh cộng đồng', 2)).toEqual(['40', '']);
    expect(besides('Khả năng tiếp thị', 2)).toEqual(['25', '']);
    expect(besides('Chất lượng sản phẩm', 2)).toEqual(['35', '']);
    expect(besides('Tổng điểm', 2)).toEqual(['100', '']);
    expect(besides('Công bố chất lượng', 3)).toEqual(['', '', '11']);
  });

  it('lists the fifteen kinds of evidence in order, and ticks what is attached', async () => {
    const { paragraphs } = await form02();
    const rows = paragraphs.slice(paragraphs.indexOf('Minh chứng kèm theo (bản sao)') + 5);
    const row = (index: number) => rows.slice(index * 4, index * 4 + 4);
    evidenceKeys.forEach((key, index) => {
      expect(row(index).slice(0, 2)).toEqual([String(index + 1), evidenceTexts[key].name]);
    });
    expect(row(0).slice(2)).toEqual(['☒', '']);
    expect(row(9).slice(2)).toEqual(['☒', '']);
    expect(row(7).slice(2)).toEqual(['☐', 'Đang bổ sung']);
    expect(row(6).slice(2)).toEqual(['☐', 'Đã có, chưa kèm']);
    expect(row(14).slice(2)).toEqual(['☐', '']);
  });

  it('asks at an upgrade what has changed, and at a renewal for each news', async () => {
    expect((await form02()).text).not.toContain('từ khi được công nhận');
    expect((await form02({ evaluation: 'upgrade' })).text).toContain('Những gì đã thay đổi từ khi được công nhận:');
    const renewal = await form02({ evaluation: 'renewal' });
    for (const label of ['Nguyên liệu', 'Công nghệ', 'Phiếu kiểm nghiệm định kỳ', 'Sản lượng, doanh thu'])
      expect(renewal.paragraphs).toContain(`${label}: \t`);
  });

  it('names the criteria of quality only where they are known for the set', async () => {
    expect((await form02({ set: 1 })).paragraphs).toContain('Dinh dưỡng');
    expect((await form02({ set: 7 })).paragraphs).not.toContain('Dinh dưỡng');
    expect((await form02({ group: 2, set: 14 })).paragraphs).not.toContain('Hướng dẫn sử dụng');
    expect((await form02({ group: 4, set: 21 })).paragraphs).not.toContain('Cảm quan');
    expect((await form02({ set: null })).paragraphs).toContain('Dinh dưỡng (nếu bộ tiêu chí có)');
  });
});

describe('both forms', () => {
  it('name the decision of 2023 under its rules, and do not pretend to its wording', async () => {
    const old = { rules: 'quyet-dinh-148-2023', province: 'tỉnh Ninh Thuận' } as const;
    for (const { text } of [await form01(old), await form02(old)]) {
      expect(text).toContain('Theo Quyết định 148/QĐ-TTg');
      expect(text).toMatch(/chưa xác minh được mẫu chính thức/u);
      expect(text).not.toMatch(/26\/2026|Mẫu số/u);
    }
    expect((await form01(old)).paragraphs).toContain('Số lượng sản phẩm mẫu: \t');
  });

  it('refuse what cannot be', async () => {
    await expect(fillForm02({ ...raisins, localMaterialPercent: 101 })).rejects.toThrow(/101 is not a percentage/u);
    await expect(fillForm01({ ...raisins, date: '2027-02-30' })).rejects.toThrow(/2027-02-30/u);
    await expect(fillForm01({ ...raisins, set: 26 })).rejects.toThrow(/set 26 is not of group 1/u);
  });

  it('write shares and days as the Vietnamese do', () => {
    expect([0, 12.5, 33.333, 100].map(percentOf)).toEqual(['0%', '12,5%', '33,3%', '100%']);
    expect(signingDay('2026-01-09')).toBe('ngày 09 tháng 01 năm 2026');
    expect(signingDay('2026-12-31')).toBe('ngày 31 tháng 12 năm 2026');
    expect(() => signingDay('31/12/2026')).toThrow(RangeError);
  });

  it('show what is written: no control characters, no turned text', () => {
    expect(oneLine(' a\u0000\u0007b \n c\u202Ed\u2066e\uFFFE\uD800 ')).toBe('ab cde');
    expect(oneLine(' \n\u0000 ')).toBeNull();
    expect(linesOf('một\r\n\r\n hai\u2028ba')).toEqual(['một', 'hai', 'ba']);
    expect(oneLine('Nho 🍇 Ế')).toBe('Nho 🍇 Ế');
  });

  it('are well-formed and hold every value (any strings, any choice)', { timeout: 60_000 }, async () => {
    const told = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), wild), {
      nil: null,
    });
    const share = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null });
    const form = fc
      .record({
        rules: fc.constantFrom('quyet-dinh-26-2026' as const, 'quyet-dinh-148-2023' as const),
        evaluation: fc.constantFrom('first' as const, 'upgrade' as const, 'renewal' as const),
        producerKind: fc.constantFrom(null, ...producerKinds),
        producerName: told,
        representative: told,
        position: told,
        address: told,
        phone: told,
        email: told,
        commune: told,
        province: told,
        productName: told,
        description: told,
        group: fc.constantFrom(null, ...productGroups),
        set: fc.constantFrom(null, ...criteriaSets.map((set) => set.number)),
        subgroup: told,
        localMaterialPercent: share,
        localLabourPercent: share,
        yearlyOutput: told,
        price: told,
        papers: fc.subarray([...papers]),
        evidence: fc.dictionary(
          fc.constantFrom(...evidenceKeys),
          fc.constantFrom('missing' as const, 'sent' as const, 'passed' as const, 'to-mend' as const),
        ),
        wishedStars: fc.constantFrom(null, ...wishableStars),
        date: fc.constantFrom(null, '2026-11-24', '2028-02-29'),
      })
      .map((one): DossierForm => (one.group === null ? one : { ...one, set: null }));
    await fc.assert(
      fc.asyncProperty(form, async (one) => {
        const first = await openForm(await fillForm01(one));
        const second = await openForm(await fillForm02(one));
        const inBoth = [one.producerName, one.representative, one.position, one.address, one.phone, one.email];
        for (const value of [...inBoth, one.productName, one.subgroup].map(oneLine))
          if (value !== null) for (const { text } of [first, second]) expect(text).toContain(value);
        for (const value of [oneLine(one.yearlyOutput), oneLine(one.price), ...linesOf(one.description)])
          if (value !== null) expect(second.text).toContain(value);
      }),
      { numRuns: 30 },
    );
  });
});

/** Text that has broken documents before: markup, escapes, control characters, halves of emoji, turned text. */
const wild = fc
  .array(
    fc.constantFrom(
      ...'<>&"\']]>\\%{}\t\n\u0000\u0007\u001B\u0085\u202E\u2066\uFEFF\uFFFE\uFFFFấẾ🍇 ',
      '\uD83C',
      '\uDF47',
    ),
  )
  .map((parts) => parts.join(''));
