/** A person's name as it is typed when asked for: `Nguyễn Thị Lan`, `dạ em tên là lan ạ`. Pure. */
import { plainLabel } from '../../bot/label.ts';
import { isQuestion } from '../../knowledge/is-question.ts';

const longest = 120;
const mostWords = 7;

/** Surnames that are hardly ever something else, without accents; of the Kinh, Chăm, Raglai and K'ho of the province. */
const surnames = wordsOf(
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly doan trinh dinh luong truong kieu chau ' +
    'chamalea kator pinang pi pupo pupur taing tain kaly khau',
);
/** Words that are surnames only where they are written like names. */
const rareSurnames = wordsOf(
  'dao lam mai to ta ton trieu tong thai thach tang quach phung nghiem mac luu lu la kim khuu khong khuat hua hong ha ' +
    'han giang gia diep dien dam cu chu cao cam bien banh bach au an vuong van ung ong nong ninh nhan ka che thap thanh ' +
    'thien thuan dong quang qua hung lo ba phuoc phuc tu bo cada',
);
/** Begin like a name, and are something else. */
const otherWords =
  /^(?:ho (?:so|tro|kinh|san|gia|nuoi|trong|dan|ngheo)|le (?:hoi|phi|trao)|do (?:uong|an|dac|dai|gi)|ly do|duong (?:pho|di|truong)|dang (?:k[yi]|ban|o|di|lam|hoc)|phan (?:rang|hang|loai|mem|bon)|vo (?:so|chong|toi)|vu mua|chau (?:on|a|phi)|dao tao|lam \S+|luu y|mai (?:di|toi|co|em|chi|minh|duoc|moi)|to (?:hop|chuc)|la (?:gi|sao)|bo (?:qua|ho so|sung)|an (?:toan|com)|quang ba|ha tang|dien (?:tich|thoai)|dong (?:y|goi)|tu (?:van|choi)|van (?:ban|phong)|thanh (?:toan|pho)|phuoc (?:dinh|dan|huu|hau)|ninh (?:thuan|hai|phuoc|son)|thuan (?:nam|bac)|cao su|cam on|gia (?:ca|ban)|thap cham|khong \S+|ho tro giup)(?: |$)/;
/** No name holds one of these. */
const neverNames =
  /(?:^| )(?:ai|gi|may|dau|robot|nong dan|htx|hop tac|can bo|doanh nghiep|nguoi|san pham|chu the|co so|cong ty|ocop|dang k[yi]|tham du|muon|khong|ko|duoc|sai|dung|lop|menu|tro giup|danh sach)(?: |$)/;

const me = '(?:toi|tui|em|minh|chau|con)';
const lead = '(?:(?:da|vang|ok|xin loi|xin chao|chao) )*';
/** `tên tôi là …`, `tôi tên …`: said of oneself whenever. */
const mine = new RegExp(`^${lead}(?:(?:ho va ten|ho ten|ten) (?:cua )?${me}(?: la)?|${me} (?:ho ten|ten)(?: la)?) `);
/** `họ tên: …`, `tôi là …`: where a name was asked for. */
const answers = new RegExp(`^${lead}(?:(?:ho va ten|ho ten|ten)(?: la)?|${me} la) `);
const courtesy = new RegExp(`^${lead}(?:(?:ong|ba|anh|chi|co|chu|bac) (?=\\S+ ?$|\\S+ \\S))?`);
const ending = /(?:\s+(?:ạ|nhé|nha|nhe|đó|ah))+$/iu;
const telephone = /[\s,:;-]*(?:(?:sđt|sdt|đt|dt|số điện thoại)[\s.:]*)?\+?\d[\d\s.-]{7,}$/iu;
const word = /^\p{L}[\p{L}\p{M}'’.-]*$/u;

/**
 * The name in proper case; null when the text is not surely one. `wasAsked`: a name alone will do, else it must be said
 * of oneself. Several people's stand with commas.
 */
export function nameIn(text: string, wasAsked: boolean): string | null {
  const flat = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (flat.length > longest || isQuestion(flat)) return null;
  const bare = flat.replace(telephone, '').replace(ending, '').replace(/[.!]$/, '').trim();
  const isMine = mine.test(`${plainLabel(bare)} `);
  if (!isMine && !wasAsked) return null;
  const rest = withoutLead(withoutLead(bare, isMine ? mine : answers), courtesy);
  const names = rest.split(/\s*[,;]\s*|\s+(?:và|va|với)\s+/iu);
  const isList = names.length > 1;
  return names.every((name) => isName(name, isMine || isList)) ? names.map(proper).join(', ') : null;
}

/** As many words of the text as the lead has without accents and signs. */
function withoutLead(text: string, words: RegExp): string {
  const said = words.exec(`${plainLabel(text)} `)?.[0].trim() ?? '';
  if (said === '') return text;
  const left = text.split(/(?<=[\s:,])\s*/).filter((one) => /\p{L}/u.test(one));
  return left
    .slice(said.split(' ').length)
    .join(' ')
    .replace(/\s+(?=[,;])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `mayBeShort`: one word will do, if it is written like a name or said to be one. */
function isName(name: string, mayBeShort: boolean): boolean {
  const words = name.split(' ');
  if (words.length > mostWords || !words.every((one) => word.test(one))) return false;
  const plain = plainLabel(name);
  if (otherWords.test(plain) || neverNames.test(plain)) return false;
  if (words.length === 1) return mayBeShort;
  const [first = ''] = plain.split(' ');
  const isWritten = words.every(isCapital);
  return surnames.has(first) || (rareSurnames.has(first) && isWritten) || (mayBeShort && isWritten);
}

const isCapital = (one: string) => one[0] !== undefined && one[0] === one[0].toLocaleUpperCase('vi');

/** A word that has both sizes of letters was written with care. */
function proper(name: string): string {
  return name
    .split(' ')
    .map((one) => {
      const isMixed = one !== one.toLocaleLowerCase('vi') && one !== one.toLocaleUpperCase('vi');
      return isMixed ? one : one.charAt(0).toLocaleUpperCase('vi') + one.slice(1).toLocaleLowerCase('vi');
    })
    .join(' ');
}

function wordsOf(line: string): ReadonlySet<string> {
  return new Set(line.split(' '));
}
