/** The frame of an official letter (thể thức văn bản, Nghị định 30/2020/NĐ-CP), which says nothing of what it announces. */
import { letterheads } from './notice-words.ts';
import { plainCopy } from './plain-copy.ts';

const head = [
  new RegExp(`^(?:${letterheads})(?![\\p{L}\\p{N}])`, 'u'),
  /^cong hoa xa hoi chu nghia/u,
  /^doc lap\s*[-–]?\s*tu do/u,
  /^so\s*:?\s*[\d…._ ]*\/[\p{L}\d/&.-]+/u,
  /^[\p{L}\s.]{2,40},\s*ngay\s+[\d….]+\s+thang\s+[\d….]+\s+nam\s+[\d….]+$/u,
  /^[-–_=*\s]+$/u,
];
/** From here to the end stand who gets a copy and who signs. */
const tail =
  /^(?:noi nhan\s*:?$|noi nhan\s*:|(?:(?:kt|tm|tl|tuq|thua lenh|q)\s*\.|t\/m|k\/t)\s*(?:\/?(?:uy|uỷ|chu|giam|truong|bi|ban|so|hoi|pho)|$))/u;
const office =
  /^(?:(?:pho )?(?:chu tich|giam doc|bi thu|truong (?:phong|ban|thon|khu pho|ap)|chanh van phong|chi cuc truong|to truong|hieu truong)|nguoi (?:viet|ky|thong bao))(?: .{0,40})?$/u;
const name = /^(?:(?:ông|bà|anh|chị)\s+)?\p{Lu}[\p{L}\p{M}']*(?:\s+\p{Lu}[\p{L}\p{M}']*){1,5}$/u;
/** Courtesies that close a letter. */
const closing =
  /^(?:su co mat|rat mong|kinh mong|rat han hanh|han hanh|tran trong|xin (?:tran trong|chan thanh) cam on)/u;
/** A line this short is no sentence. */
const shortLine = 90;

/** The letter without its head, its signature and its courtesies; any other text as it is. */
export function withoutLetterFrame(text: string): string {
  // Two columns stand on one line where a letter is copied from a page.
  const lines = text
    .split('\n')
    .flatMap((line) => line.split(/\s{3,}|\t+/u))
    .map((line) => plainCopy(line.trim()));
  const first = lines.findIndex((line) => line.typed !== '' && !isHead(line));
  const cut = lines.findIndex(({ plain }, index) => index > first && tail.test(plain));
  const whole = lines.slice(Math.max(0, first), cut === -1 ? lines.length : cut);
  // The place and the day may stand below the matter, which a two-column head puts on the left.
  const body = withoutSigner(whole).filter(
    (line, index) => !(index < mostHeadLines && isHead(line)) && !isClosing(line),
  );
  return body.map(({ typed }) => typed.replace(/\s*\.?\/\.\s*$/u, '.')).join('\n');
}

const mostHeadLines = 8;

interface Line {
  typed: string;
  plain: string;
}

/** `SỞ NÔNG NGHIỆP` stands there in capitals; `Sở Nông nghiệp mời …` begins a sentence. */
function isHead({ typed, plain }: Line): boolean {
  const [agency, ...others] = head;
  if (others.some((one) => one.test(plain))) return true;
  return agency?.test(plain) === true && typed === typed.toUpperCase();
}

function isClosing({ plain }: Line): boolean {
  return plain.length <= shortLine && closing.test(plain);
}

/** The last lines, where they are an office and the name of its holder. */
function withoutSigner(lines: readonly Line[]): readonly Line[] {
  const said = lines.flatMap(({ typed }, index) => (typed === '' ? [] : [index]));
  const [before, last] = said.slice(-2);
  if (before === undefined || last === undefined || said.length < 3) return lines;
  const isSigned = office.test(lines[before]?.plain ?? '') && name.test(lines[last]?.typed ?? '');
  if (isSigned) return lines.slice(0, before);
  return office.test(lines[last]?.plain ?? '') ? lines.slice(0, last) : lines;
}
