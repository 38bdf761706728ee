/** The words by which the parts of a notice are known, as data. Without accents unless said otherwise. */

export type NoticeKind = 'class' | 'event' | 'deadline' | 'meeting' | 'general';

/** The kind whose word stands first is the notice's. A longer word stands before one that begins like it. */
export const kindWords: readonly (readonly [string, NoticeKind])[] = [
  ['hoi nghi tap huan|hoi thao tap huan|tap huan|lop|dao tao|khoa hoc|boi duong|day nghe|huong dan ky thuat', 'class'],
  ['han nop|han cuoi|han chot|het han|thoi han|nop ho so(?: [^ ,.;\\n]+){0,6} truoc|han gui|han dang ky', 'deadline'],
  [
    'hoi cho|hoi thi|trien lam|xuc tien thuong mai|ket noi cung cau|trung bay|phien cho|ngay hoi|festival|tuan le|le hoi|le trao|le cong bo|le phat dong|khai truong',
    'event',
  ],
  [
    'hoi nghi|hoi thao|toa dam|giao ban|so ket|tong ket|lam viec voi|doi thoai|(?<!(?:to|phoi|tong|phu|ket|lien|xa|ky) )hop(?! (?:tac|dong|ly|le|quy|ca))',
    'meeting',
  ],
  ['thong bao', 'general'],
];

/** `invited` is for the readers too: it says who comes, beside whom it goes to. */
export type Label = 'title' | 'time' | 'end' | 'place' | 'seats' | 'content' | 'more' | 'audience' | 'invited';

/** What stands before a colon. */
export const labelWords: readonly (readonly [string, Label])[] = [
  ['tieu de|ten lop|ten su kien|ten hoi nghi|chu de|ve viec|v/v', 'title'],
  [
    'thoi gian bat dau|thoi gian|bat dau|ngay gio|ngay|gio|luc|khi nao|han nop ho so|han nop|han cuoi|han chot|thoi han',
    'time',
  ],
  ['thoi gian ket thuc|ket thuc|den', 'end'],
  ['dia diem to chuc|dia diem|dia chi|noi to chuc|noi|tai|o dau', 'place'],
  ['so luong nguoi|so luong|so nguoi|so cho|chi tieu|si so', 'seats'],
  ['noi dung chinh|noi dung|chi tiet|ghi chu|yeu cau', 'content'],
  ['thanh phan tham du|thanh phan|doi tuong tham du|doi tuong', 'invited'],
  ['lien he|dien thoai|sdt|lh|chu tri|hinh thuc|kinh phi', 'more'],
  ['kinh gui|nguoi nhan', 'audience'],
];

/** Before or after a number such as 2/4, they tell that it is a house and no day. */
export const beforeHouses = 'so|so nha|nha so';
export const afterHouses = 'duong|pho|ngo|hem|kiet';

/** Before a place, and not a part of its name. */
export const placeLeads = 'dia diem|tai|o';

/** In a line that begins like a place, these tell that it says who does something. */
export const doings = 'moi|to chuc|thong bao|trien khai|de nghi|yeu cau';

/** A part between commas that begins so is a place, or goes on with one. */
export const placeNouns =
  'ubnd|uy ban|hoi truong|ht|nvh|nha vh|nha van hoa|nha cong dong|nha sinh hoat|tru so|trung tam|phong hop|truong|cho|san|cong vien|quang truong|khach san|nha hang|hop tac xa|htx';
export const placeParts = 'xa|phuong|thi tran|huyen|thi xa|tinh|thanh pho|tp|thon|khu pho|to dan pho|duong|so';

export const seatWords = 'nguoi|hoc vien|hv|cho ngoi|cho|suat|dai bieu|ho|slot';

/** Counted beside people, these make it open how many come: `20 hộ và 20 hợp tác xã`. */
export const countedProducers = 'hop tac xa|htx|to hop tac|tht|doanh nghiep|cong ty|co so|chu the|trang trai';

/** Before those whom a notice is for, and after them; `hợp tác xã` and `du lịch` begin like the latter. */
export const audienceLeads = '(?:kinh |tran trong |xin )*moi|danh (?:rieng )?cho';
export const audienceStops =
  'tham du|tham gia|den du|toi du|ve du|du(?! lich)|den|toi|ve|tai|luc|vao|ngay|hop(?! tac)|tap huan|dang ky(?! kinh doanh)';
/** After a comma these go on with them. */
export const audienceGoesOn = 'ho|hop tac xa|htx|to hop tac|tht|doanh nghiep|cong ty|co so|trang trai|nhom';
/** Offices are written to as such, and stand for nobody else. */
export const organisations = 'ubnd|uy ban|lanh dao|can bo|dai dien|so|phong|chi cuc|ban chi dao|hoi dong|mat tran';

/** Lines that open a notice and say nothing of it. */
export const openings =
  'kinh gui|kinh thua|kinh chao|than gui|chao|cong hoa xa hoi|doc lap|thong bao$|giay moi$|thu moi$|xin cam on|tran trong';

/** A line in capitals that begins so is the letterhead's. */
export const letterheads =
  'ubnd|uy ban|so|phong|chi cuc|van phong|ban chi dao|hoi dong|hoi|lien minh|trung tam|tinh|huyen|xa|phuong';

/** Before the matter of an invitation or announcement: `Kính mời bà con dự …`, `Thông báo về việc …`. */
export const invitations = [
  /^(?:tran trong |xin )?(?:kinh )?moi (?:[^ ]+ +){0,16}?(?:tham du|tham gia|den du|toi du|du)(?: buoi)? /u,
  /^(?:[^ ]+ +){0,8}?kinh moi (?:[^ ]+ +){0,8}?(?:tham du|tham gia|den du|toi du|du)(?: buoi)? /u,
  /^(?:thong bao|tb|giay moi|thu moi)(?: moi)?(?: +(?:ve viec|v v|ve))? +(?=.)/u,
  /^(?:v v|ve viec) /u,
] as const;

/** Words that only led to what was taken out of the end of a title. */
export const danglingWords =
  'truoc|vao|luc|tu|den|ngay|la|tai|o|voi|(?<!(?:hoi|phien) )cho|dien ra|duoc to chuc|to chuc|se|khoang|so luong|toi da|bat dau|ket thuc|gom|cho khoang|danh cho|hom|buoi|khai mac|trong|co';
