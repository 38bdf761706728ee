import { describe, expect, it } from 'vitest';
import { type PastedNotice, readPasted } from '../../../handlers/notices/read-pasted.ts';
import { stripAccents } from '../../../knowledge/text/fold.ts';

const at = (wall: string): Date => new Date(`${wall}:00+07:00`);
const now = at('2026-11-24T10:00');

const notices: readonly (readonly [string, PastedNotice])[] = [
  [
    'tap huan: ghi nhan bao bi, 8h sang thu 5 tuan sau tai hoi truong ubnd xa vinh hai, 40 nguoi',
    {
      kind: 'class',
      title: 'Tap huan ghi nhan bao bi',
      start: at('2026-12-03T08:00'),
      hasTime: true,
      place: 'hoi truong ubnd xa vinh hai',
      seats: 40,
    },
  ],
  [
    'Kính mời Ông/Bà: đến dự họp triển khai OCOP lúc 14h ngày 10.12.26 tại UBND xã Vĩnh Hải',
    {
      kind: 'meeting',
      title: 'Họp triển khai OCOP',
      start: at('2026-12-10T14:00'),
      hasTime: true,
      place: 'UBND xã Vĩnh Hải',
    },
  ],
  [
    'Về việc mời tham dự lớp tập huấn bao bì, nhãn mác sản phẩm OCOP\nThời gian: 8h00 ngày 10/12/2026\nĐịa điểm: Hội trường UBND xã Vĩnh Hải',
    {
      kind: 'class',
      title: 'Mời tham dự lớp tập huấn bao bì, nhãn mác sản phẩm OCOP',
      start: at('2026-12-10T08:00'),
      hasTime: true,
      place: 'Hội trường UBND xã Vĩnh Hải',
    },
  ],
  [
    'Đề nghị các chủ thể nộp hồ sơ trước 17h ngày 20/12/2026 về UBND xã',
    {
      kind: 'deadline',
      title: 'Đề nghị các chủ thể nộp hồ sơ về UBND xã',
      start: at('2026-12-20T17:00'),
      hasTime: true,
    },
  ],
  [
    'UBND TỈNH KHÁNH HÒA\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nGIẤY MỜI\nVề việc tham dự lớp tập huấn thiết kế bao bì\nThời gian: 8h00 ngày 03/12/2026\nĐịa điểm: số 2/4 đường Thống Nhất\nThành phần: các chủ thể OCOP\nLiên hệ: anh Nam 0905123456',
    {
      kind: 'class',
      title: 'Tham dự lớp tập huấn thiết kế bao bì',
      start: at('2026-12-03T08:00'),
      hasTime: true,
      place: 'số 2/4 đường Thống Nhất',
      content: 'Thành phần: các chủ thể OCOP\nLiên hệ: anh Nam 0905123456',
    },
  ],
  [
    'Tập huấn bao bì, 8h sáng thứ 5 tuần sau tại số 2/4 đường Thống Nhất, 40 người. Liên hệ: chị Lan 0905 123 456',
    {
      kind: 'class',
      title: 'Tập huấn bao bì',
      start: at('2026-12-03T08:00'),
      hasTime: true,
      place: 'số 2/4 đường Thống Nhất',
      seats: 40,
      content: 'Liên hệ: chị Lan 0905 123 456',
    },
  ],
  [
    'THÔNG BÁO\nTổ chức hội chợ OCOP Xuân 2027\nBắt đầu từ ngày 20/12/2026 tại Quảng trường 16/4\nKính mời bà con đăng ký gian hàng trước 10/12',
    {
      kind: 'event',
      title: 'Tổ chức hội chợ OCOP Xuân 2027',
      start: at('2026-12-20T00:00'),
      hasTime: false,
      place: 'Quảng trường 16/4',
      content: 'Kính mời bà con đăng ký gian hàng trước 10/12',
    },
  ],
  [
    'Tập huấn bao bì, 8h sáng thứ 5 tuần sau tại UBND xã Vĩnh Hải, 40 người',
    {
      kind: 'class',
      title: 'Tập huấn bao bì',
      start: at('2026-12-03T08:00'),
      hasTime: true,
      place: 'UBND xã Vĩnh Hải',
      seats: 40,
    },
  ],
  [
    '8h sáng 20/12 họp tổ OCOP tại hội trường UBND huyện Ninh Hải',
    {
      kind: 'meeting',
      title: 'Họp tổ OCOP',
      start: at('2026-12-20T08:00'),
      hasTime: true,
      place: 'hội trường UBND huyện Ninh Hải',
    },
  ],
  [
    'Hội chợ xúc tiến thương mại Ninh Thuận 20-22/12 ở Công viên 16/4, TP. Phan Rang',
    {
      kind: 'event',
      title: 'Hội chợ xúc tiến thương mại Ninh Thuận',
      start: at('2026-12-20T00:00'),
      hasTime: false,
      end: at('2026-12-22T23:59'),
      place: 'Công viên 16/4, TP. Phan Rang',
    },
  ],
  [
    'Hạn nộp hồ sơ đánh giá đợt 2 trước 17h ngày 15/12/2026',
    { kind: 'deadline', title: 'Hạn nộp hồ sơ đánh giá đợt 2', start: at('2026-12-15T17:00'), hasTime: true },
  ],
  [
    'THÔNG BÁO\nV/v mở lớp tập huấn truy xuất nguồn gốc\nThời gian: 8h00 - 11h30, thứ Sáu (27/11/2026)\nĐịa điểm: Nhà văn hóa thôn Thái An, xã Vĩnh Hải\nSố lượng: 40 người\nNội dung: dán nhãn, mã QR.\n- Mang theo mẫu sản phẩm',
    {
      kind: 'class',
      title: 'Mở lớp tập huấn truy xuất nguồn gốc',
      start: at('2026-11-27T08:00'),
      hasTime: true,
      end: at('2026-11-27T11:30'),
      place: 'Nhà văn hóa thôn Thái An, xã Vĩnh Hải',
      seats: 40,
      content: 'dán nhãn, mã QR.\n- Mang theo mẫu sản phẩm',
    },
  ],
  [
    'Kính mời bà con tham dự lớp tập huấn livestream bán hàng lúc 14h ngày 03/12 tại UBND xã Phước Dinh. Mỗi xã 5 người. Đăng ký trước 01/12, LH 0905 123 456',
    {
      kind: 'class',
      title: 'Lớp tập huấn livestream bán hàng',
      start: at('2026-12-03T14:00'),
      hasTime: true,
      place: 'UBND xã Phước Dinh',
    },
  ],
  [
    'họp hợp tác xã nho Thái An 7h tối mai',
    { kind: 'meeting', title: 'Họp hợp tác xã nho Thái An', start: at('2026-11-25T19:00'), hasTime: true },
  ],
  [
    'Mời các chủ thể dự hội nghị kết nối cung cầu 8h 20/12, hội trường Sở Công Thương, số 12 đường 16/4, số lượng 60 đại biểu',
    {
      kind: 'meeting',
      title: 'Hội nghị kết nối cung cầu',
      start: at('2026-12-20T08:00'),
      hasTime: true,
      place: 'hội trường Sở Công Thương, số 12 đường 16/4',
      seats: 60,
    },
  ],
  [
    'Thời gian: 13h30 ngày 05/12/2026. Địa điểm: UBND xã Lợi Hải. Nội dung: Tập huấn ghi chép sổ sách. Số lượng: 35',
    {
      kind: 'class',
      start: at('2026-12-05T13:30'),
      hasTime: true,
      place: 'UBND xã Lợi Hải',
      seats: 35,
      content: 'Tập huấn ghi chép sổ sách',
    },
  ],
  [
    'Hội thảo chuyển đổi số\nBắt đầu: 8h 20/12\nKết thúc: 22/12\nTại: khách sạn Sài Gòn',
    {
      kind: 'meeting',
      title: 'Hội thảo chuyển đổi số',
      start: at('2026-12-20T08:00'),
      hasTime: true,
      end: at('2026-12-22T23:59'),
      place: 'khách sạn Sài Gòn',
    },
  ],
  [
    'Thông báo: V/v nộp hồ sơ OCOP đợt 2 trước ngày 15/12/2026',
    { kind: 'deadline', title: 'Nộp hồ sơ OCOP đợt 2', start: at('2026-12-15T00:00'), hasTime: false },
  ],
  [
    'GIẤY MỜI\nKính gửi: các hợp tác xã\nUBND xã kính mời dự họp đánh giá sản phẩm\nThời gian: 14 giờ 00, thứ Năm ngày 03/12/2026\nĐịa điểm: Hội trường UBND xã\nTrân trọng!',
    {
      kind: 'meeting',
      title: 'Họp đánh giá sản phẩm',
      audience: 'các hợp tác xã',
      start: at('2026-12-03T14:00'),
      hasTime: true,
      place: 'Hội trường UBND xã',
    },
  ],
  [
    'Bà con trồng nho chú ý: hội thi trái cây ngon 9h 12/12 tại Trung tâm Khuyến nông (số 12 đường 21/8), tối đa 30 học viên\nMang theo CCCD và sản phẩm mẫu',
    {
      kind: 'event',
      title: 'Hội thi trái cây ngon',
      start: at('2026-12-12T09:00'),
      hasTime: true,
      place: 'Trung tâm Khuyến nông (số 12 đường 21/8)',
      seats: 30,
      content: 'Mang theo CCCD và sản phẩm mẫu',
    },
  ],
  [
    'Tập huấn bao bì - 8h - 11h30 ngày 20/12 - HT UBND xã VH - 40 người',
    {
      kind: 'class',
      title: 'Tập huấn bao bì',
      start: at('2026-12-20T08:00'),
      hasTime: true,
      end: at('2026-12-20T11:30'),
      place: 'HT UBND xã VH',
      seats: 40,
    },
  ],
  [
    'Tập huấn bao bì\n8h 20/12\nHT UBND xã\n40 người\nMời các hợp tác xã nhóm thực phẩm ở xã Phước Dinh',
    {
      kind: 'class',
      title: 'Tập huấn bao bì',
      start: at('2026-12-20T08:00'),
      hasTime: true,
      place: 'HT UBND xã',
      seats: 40,
      content: 'Mời các hợp tác xã nhóm thực phẩm ở xã Phước Dinh',
      audience: 'các hợp tác xã nhóm thực phẩm ở xã Phước Dinh',
    },
  ],
  [
    'Hội chợ 20/12 - 22/12 tại UBND xã VH, 20 hộ và 20 hợp tác xã',
    {
      kind: 'event',
      title: 'Hội chợ',
      start: at('2026-12-20T00:00'),
      hasTime: false,
      end: at('2026-12-22T23:59'),
      place: 'UBND xã VH',
    },
  ],
  [
    'Họp tổ OCOP 8h 20/12, địa điểm: tại hội trường UBND xã\nMỗi xã 5 người',
    {
      kind: 'meeting',
      title: 'Họp tổ OCOP',
      start: at('2026-12-20T08:00'),
      hasTime: true,
      place: 'hội trường UBND xã',
    },
  ],
  [
    'Tập huấn OCOP cho các chủ thể 3 sao, 8h sáng 20/12, 40 người',
    {
      kind: 'class',
      title: 'Tập huấn OCOP cho các chủ thể 3 sao',
      start: at('2026-12-20T08:00'),
      hasTime: true,
      seats: 40,
      audience: 'các chủ thể 3 sao',
    },
  ],
  [
    'Hội chợ OCOP từ ngày 10/12 đến 15/12/2026 tại Công viên Bình Sơn',
    {
      kind: 'event',
      title: 'Hội chợ OCOP',
      start: at('2026-12-10T00:00'),
      hasTime: false,
      end: at('2026-12-15T23:59'),
      place: 'Công viên Bình Sơn',
    },
  ],
  ['Thông báo nghỉ tiếp dân', { kind: 'general', title: 'Nghỉ tiếp dân' }],
  ['8h sáng mai', { start: at('2026-11-25T08:00'), hasTime: true }],
  ['xin chào', {}],
  ['', {}],
];

const letter = `UBND TỈNH KHÁNH HOÀ
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 1234/SNNMT-PTNT
V/v tập huấn lập hồ sơ sản phẩm OCOP
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Khánh Hoà, ngày 20 tháng 11 năm 2026

GIẤY MỜI
Kính gửi: Các chủ thể OCOP trên địa bàn tỉnh
Thực hiện kế hoạch năm 2026, Sở Nông nghiệp và Môi trường tổ chức lớp tập huấn như sau:
1. Thời gian: 08 giờ 00, ngày 10 tháng 12 năm 2026.
2. Địa điểm: Hội trường UBND phường Phan Rang.
3. Thành phần tham dự: Các hợp tác xã.
4. Số lượng: 40 người.
5. Nội dung: Hướng dẫn lập hồ sơ và bao bì.
Đề nghị đăng ký trước ngày 05/12/2026.
Sự có mặt của quý vị góp phần vào thành công của lớp./.

Nơi nhận:
- Như trên;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Nguyễn Văn A`;

describe('an official letter', () => {
  it('loses its head, its signature and its courtesies, and keeps what it announces', () => {
    expect(readPasted(letter, now)).toEqual({
      kind: 'class',
      title: 'Tập huấn lập hồ sơ sản phẩm OCOP',
      start: at('2026-12-10T08:00'),
      hasTime: true,
      place: 'Hội trường UBND phường Phan Rang',
      seats: 40,
      content:
        'Hướng dẫn lập hồ sơ và bao bì.\nĐề nghị đăng ký trước ngày 05/12/2026\nThành phần tham dự: Các hợp tác xã',
      audience: 'Các hợp tác xã',
    });
  });

  it('leaves no scraps where a time and a place were taken out of a sentence', () => {
    const text = `Thông báo hội chợ OCOP
Hội chợ diễn ra lúc 8h ngày 10/12 tại Quảng trường 16 tháng 4. Quy mô 100 gian hàng.
Trưởng thôn
Lê Văn C`;
    expect(readPasted(text, now)).toMatchObject({ content: 'Hội chợ. Quy mô 100 gian hàng.' });
  });
});

describe('a pasted notice', () => {
  it.each(notices)('%s', (text, states) => {
    expect(readPasted(text, now)).toEqual(states);
    expect(readPasted(text.normalize('NFD'), now)).toEqual(states);
  });

  it.each(notices)('states the same without accents: %s', (text, states) => {
    const plain = Object.fromEntries(
      Object.entries(states).map(([name, value]) => [name, typeof value === 'string' ? stripAccents(value) : value]),
    );
    expect(readPasted(stripAccents(text), now)).toEqual(plain);
  });

  it.each([
    ['a doubtful hour', 'Họp tổ 3h mai tại UBND xã'],
    ['a proposal of ours', 'Họp tổ cuối tháng tại UBND xã'],
    ['a time without a day', 'Họp tổ 8h tại UBND xã'],
    ['what is over', 'Họp tổ 8h 20/12/2020 tại UBND xã'],
  ])('has no beginning where it states only %s', (_, text) => {
    const read = readPasted(text, now);
    expect(read).not.toHaveProperty('start');
    expect(read).toMatchObject({ kind: 'meeting', place: 'UBND xã' });
  });

  it('takes no telephone number or differing counts for the seats', () => {
    expect(readPasted('Họp tổ 8h mai, 40 người ở xã, 25 người ở thôn', now)).not.toHaveProperty('seats');
    expect(readPasted('Họp tổ 8h mai, gọi 0905123456 người phụ trách', now)).not.toHaveProperty('seats');
  });

  it('is no meeting because of hợp tác, phối hợp or hộp', () => {
    expect(readPasted('Phối hợp kiểm tra 9h thứ 6', now)).not.toHaveProperty('kind');
    expect(readPasted('Giao hộp giấy 9h thứ 6', now)).not.toHaveProperty('kind');
  });
});
