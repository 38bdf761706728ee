import { maskPersonalData } from '../mask.ts';
import { givenWords, middleWords } from './name-words.ts';

/** A text as it may leave the province, and the way back for what stays here. */
export interface Masked {
  text: string;
  /** puts what was masked back in place of its marks */
  restored: (text: string) => string;
}

const NAME_WORD = String.raw`\p{Lu}[\p{Ll}\p{M}]+`;
/** Family names of the Kinh, Chăm and Raglai of the province; those that begin places or sentences as well are left out. */
const FAMILY =
  'Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Trương|Châu|Đàng|Thập|Kiều|Lưu|Hán|Bá|Não|Mai|Tạ|Tô|Trịnh|Cao|Đoàn|Lâm|Thái|Chamaléa|Katơr|Katơ|Pinăng|Pi Năng|Mấu|Chamalé|Nguyen|Tran|Pham|Huynh|Hoang|Vu|Vo|Dang|Bui|Do|Ho|Ngo|Duong|Dinh|Dao|Truong';
const TITLES =
  'ông|bà|anh|chị|em|cô|chú|bác|cậu|dì|thím|mợ|dượng|ba|má|đồng chí|đ/c|tên|tên là|tên tôi là|tôi là|tui là|em là|mình là|họ tên|họ và tên|người đại diện|đại diện|chủ hộ|giám đốc|chủ tịch|ong|chi|co|chu|bac|ten|ten la|toi la|em la|dai dien';
/** They follow a title and are no names: "bà con", "chủ tịch UBND". */
const NO_NAME = /^(?:OCOP|UBND|HTX|Ủy|Uỷ|Ban|Sở|Huyện|Tỉnh|Xã|Phường|Phan Rang|Ninh|Hợp|Hội|Công|Tổ|Có|Cho|Xin|Hỏi)/u;
const PLACE_NAMES =
  /^(?:Phan Rang|Phan Thiết|Hồ Chí|Châu Á|Châu Âu|Lâm Đồng|Thái Bình|Thái Nguyên|Cao Bằng|Lưu ý|Mai Sơn|Hồ sơ|Lâm Sơn|Đào tạo)/u;
const FULL_NAME = new RegExp(`(?<![\\p{L}])(?:${FAMILY})(?:\\s+(?:${NAME_WORD}|\\p{Lu}(?![\\p{L}]))){1,4}`, 'gu');
const FAMILY_TYPED =
  'nguyễn|trần|lê|phạm|huỳnh|hoàng|phan|võ|đặng|bùi|đỗ|hồ|ngô|dương|đinh|trương|nguyen|tran|le|pham|huynh|hoang|phan|vo|dang|bui|do|ho|ngo|duong|dinh|truong';
const TYPED_NAME = new RegExp(
  `(?<![\\p{L}])(?:${FAMILY_TYPED})\\s+(?:(?:văn|thị|van|thi|thanh|minh|ngọc|ngoc|hữu|huu|đức|duc)\\s+\\p{L}+|(?:${middleWords})\\s+(?:${givenWords}))(?:\\s+(?:${givenWords})(?![\\p{L}]))?(?![\\p{L}])`,
  'giu',
);
/** What tells that a name comes, and what ends one that is typed in small letters. */
const TOLD_NAME =
  /(?<=(?<![\p{L}])(?:họ tên|họ và tên|tên tôi|tên em|tên tui|tôi tên|tui tên|em tên|mình tên|con tên|ho ten|ho va ten|ten toi|ten em|ten tui|toi ten|tui ten|em ten|minh ten|con ten)(?:\s*:\s*|\s+(?:là\s+|la\s+)?))(?!(?:là|la)\s)\p{L}+(?:\s+(?!(?:ở|o|tại|tai|sđt|sdt|đt|dt|số|so|muốn|muon|xã|xa|thôn|thon|ấp|làm|lam|hỏi|hoi|cho|xin|ạ|và|va|hiện|hien|là|la|có|co|thuộc|thuoc|bên|ben|nhà|nha|htx|hộ|cần|can|đang|dang)(?![\p{L}]))\p{L}+){0,4}/giu;
/** With a capital at the start of a sentence, too; what follows must bear one. */
const TITLES_TYPED = TITLES.split('|')
  .flatMap((title) => [title, title.charAt(0).toUpperCase() + title.slice(1)])
  .join('|');
const TITLED = new RegExp(
  `(?<=(?<![\\p{L}])(?:${TITLES_TYPED})(?:\\s*:\\s*|\\s+(?:là\\s+|la\\s+)?))${NAME_WORD}(?:\\s+${NAME_WORD}){0,3}`,
  'gu',
);
const HOUSE =
  /(?<![\p{L}\d])(?:(?:[Ss]ố nhà|[Ss]o nha|[Nn]hà số|[Nn]ha so|[Ss]ố|[Ss]o)\s+\d+[\d/\p{L}-]*[\s,]+)?(?:đường|hẻm|ngõ|ngách|duong|hem)\s+(?:\p{Lu}\p{L}*(?:\s+(?:\p{Lu}\p{L}*|\d+))*|\d+(?:\s+tháng\s+\d+|[/\d]*))|(?:[Ss]ố nhà|[Ss]o nha|[Nn]hà số|[Nn]ha so)\s+\d+[\d/\p{L}-]*/gu;
const HAMLET =
  /(?<!nông |nong |Nông )(?<![\p{L}\d])(?:[Tt]hôn|[Ấấ]p|[Xx]óm|[Kk]hu phố|[Kk]hu pho|[Tt]ổ dân phố|[Tt]o dan pho|[Tt]hon|kp|KP)\s+(?:\d+[\p{L}]?(?![\p{L}\d])|\p{Lu}\p{L}*(?:\s+(?:\p{Lu}\p{L}*|\d+))*|(?!nào|nao|mới|moi|nay|này|có|co|thì|thi|em|tôi|toi|mình|minh|bản|ban)\p{Ll}+\s+\p{Ll}+(?=\s*(?:[,.;]|$)))/gu;
/** `so 5 duong le loi`, `o thon my tuong`: a street or a hamlet in small letters is two words long. */
const TYPED_HOUSE =
  /(?<![\p{L}\d])(?:số|so)\s+(?:nhà\s+|nha\s+)?\d+[\d/]*[a-z]?[\s,]+(?:đường|duong|hẻm|hem|ngõ)\s+[\p{L}\d]+(?:\s+[\p{L}\d]+)?/giu;
const TYPED_HAMLET =
  /(?<=(?<![\p{L}])(?:ở|o|tại|tai|nhà|nha)\s+)(?:thôn|thon|ấp|xóm|xom|khu phố|khu pho|làng)\s+(?!nào|nao|mới|moi|nay|này|có|co|em|tôi|toi|mình|minh)\p{L}+\s+\p{L}+/giu;
/** What the mask of numbers puts in their place. */
const NUMBER_MARK = /\[(số điện thoại|số căn cước|số tài khoản|email)\]/u;

/**
 * Takes names, numbers and addresses of people out of a text: telephone, identity and account numbers and e-mail
 * addresses as everywhere, besides full names, names after a title, houses and hamlets. Communes and districts stay: the
 * answer may hang on them. A name in small letters goes where it is said to be one, or begins like a family's; any other
 * cannot be told from a word and stays.
 */
export function maskOutgoing(text: string): Masked {
  const kept = new Map<string, string>();
  const mark = (kind: string, original: string): string => {
    const name = `[${kind} ${kept.size + 1}]`;
    kept.set(name, original);
    return name;
  };
  const nameless = text
    .normalize('NFC')
    .replace(HOUSE, (found) => mark('địa chỉ', found))
    .replace(TYPED_HOUSE, (found) => mark('địa chỉ', found))
    .replace(TYPED_HAMLET, (found) => mark('địa chỉ', found))
    .replace(HAMLET, (found) => mark('địa chỉ', found))
    .replace(TOLD_NAME, (found) => mark('tên người', found))
    .replace(FULL_NAME, (found) => (PLACE_NAMES.test(found) ? found : mark('tên người', found)))
    .replace(TYPED_NAME, (found) => (PLACE_NAMES.test(found) ? found : mark('tên người', found)))
    .replace(TITLED, (found) => (/^\p{Lu}/u.test(found) && !NO_NAME.test(found) ? mark('tên người', found) : found));
  return {
    text: numbered(nameless, maskPersonalData(nameless), mark),
    restored: (written) => [...kept].reduce((whole, [name, original]) => whole.replaceAll(name, original), written),
  };
}

/** Gives each masked number a mark of its own, where it can be told what stood there. */
function numbered(before: string, masked: string, mark: (kind: string, original: string) => string): string {
  const [first = '', ...rest] = masked.split(new RegExp(NUMBER_MARK, 'u'));
  let at = before.startsWith(first) ? first.length : -1;
  let text = first;
  for (let index = 0; index < rest.length; index += 2) {
    const kind = rest[index] ?? '';
    const next = rest[index + 1] ?? '';
    const end = at < 0 ? -1 : next === '' ? before.length : before.indexOf(next, at);
    text += `${end < 0 ? `[${kind}]` : mark(kind, before.slice(at, end))}${next}`;
    at = end < 0 ? -1 : end + next.length;
  }
  return text;
}

/** What the model wrote, for people who review it. */
export function maskWritten(text: string): string {
  return maskOutgoing(text).text;
}
