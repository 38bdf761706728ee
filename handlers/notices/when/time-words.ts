/** The words in which people write days and times, as data. Patterns elsewhere name them without their accents. */

/**
 * Every accented word of a date or a time. Only these lose their accents before reading, so that `thương mại` is never
 * read as `mai`, nor `tôi` as `tối`. Missing on purpose: `tối`, `tới` and `mốt`, which patterns tell apart.
 */
export const accentedWords: ReadonlySet<string> = new Set(
  (
    'ngày hôm bữa thứ chủ chúa nhật tuần tháng năm giờ phút tiếng buổi sáng trưa chiều đêm rạng sớm ' +
    'mùng mồng rằm tết âm lịch giêng chạp giao thừa một hai bốn tư sáu bảy bẩy tám chín mười rưỡi rưởi kém ' +
    'nửa nữa này đầu giữa cuối cả hết lúc vào hồi từ đến tại khoảng kết thúc bắt dài kéo vòng đồng hồ trước rồi vừa ' +
    'ngoái của và thời lượng người hộ triệu nghìn ngàn tỷ đồng lần khoản loại sản phẩm điểm phiếu học viên đại biểu ' +
    'kỳ họp phiên đợt khóa hạng giải cụm ngành nặng túi gói hộp mạng sóng diễn cho khi mỗi cỡ ' +
    'thiếu nhân tiên cùng thương khuyến chị cây bạch hoàng rượu ô bà cô thị công nhóm số ' +
    'đường viên quảng trường phố hẻm ngõ cầu tượng đài'
  ).split(' '),
);

/** Numbers as words, up to twelve. */
export const numberWords: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
  'muoi mot': 11,
  'muoi hai': 12,
};

/** Parts of a day: what is proposed where only the part is said, and when what takes that part ends. In minutes. */
export const dayParts = {
  sang: { name: 'buổi sáng', proposed: 8 * 60, ends: 11 * 60 + 30 },
  trua: { name: 'buổi trưa', proposed: 12 * 60, ends: 13 * 60 },
  chieu: { name: 'buổi chiều', proposed: 14 * 60, ends: 17 * 60 },
  toi: { name: 'buổi tối', proposed: 19 * 60, ends: 21 * 60 },
  dem: { name: 'ban đêm', proposed: 21 * 60, ends: 23 * 60 },
} as const;
export type DayPart = keyof typeof dayParts;

export const weekdayNames = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'] as const;

/** Holidays with a fixed date, `month-day`: no day is proposed on one. Tết and Giỗ Tổ move and are not known here. */
export const fixedHolidays: ReadonlySet<string> = new Set(['01-01', '04-30', '05-01', '09-02']);

/** After a number these make a count of it: `3/5 sao`, `thu 5 triệu`, `8h 40 người`. */
export const countedThings =
  'sao|nguoi|ho|hoc vien|hv|dai bieu|trieu|tr|nghin|ngan|ty|dong|k|lan|khoan|loai|san pham|sp|diem|phieu|phan tram';

/** Before `thứ 5` these make it an ordinal: `kỳ họp thứ 5`, `lần thứ hai`. */
export const orderedThings = 'lan|ky hop|ky|phien|dot|khoa|hang|giai|buoi|nguoi|nhom';

/** Before a date these make it a name: `đường 16/4`, `quảng trường 2 tháng 9`. */
export const datedPlaces = 'duong|cong vien|quang truong|truong|pho|hem|ngo|cau|tuong dai|khu pho';
