/** What a hostile or broken sender makes of texts, values and updates. Nothing here is valid by intention alone. */
import type { Random } from './seeded.ts';

const fragments = [
  '\ud800',
  '\udc00',
  '\udfff\ud83d',
  '\u0000',
  '\u0007\u001b[2J\u001b]0;x\u0007',
  '\u0085\u009f\u007f',
  '\r\n\r',
  '\u202e\u202d\u2066',
  '\u200b\u200d\ufeff\u2060',
  'مرحبا بالعالم',
  'שלום',
  '😀👩‍👩‍👧‍👦🏳️‍🌈🇻🇳',
  'z̷̢̛͓͇̼̏̒͠a̴̡̬͚͋l̶̨̛͔g̷̖̽o̸͍͆',
  'ệệệ',
  'đĐƠớ',
  '𝕳𝖔̂̀ 𝖘𝖔̛',
  "'; DROP TABLE inbox; --",
  "\\' OR 1=1 /*",
  '$1 $2 {x} %s %n {0} {{7*7}}',
  '<script>alert(1)</script>',
  '<b>&lt;</i><a href="x">&#0;&amp',
  '**',
  '****__``[x](y)',
  '📖 Kế hoạch OCOP 2024, mục II.1',
  '/menu',
  '/',
  '//',
  '/menu@',
  '/huy@someone_else x',
  '/start eyJhIjoxfQ==',
  '/riengtu '.repeat(30),
  '/canbo AAAA-1111',
  '@ocop_ninhthuan_bot',
  '1',
  '0',
  '-1',
  '64',
  '99999999999999999999',
  '１２',
  '٣',
  '👍 Có ích',
  'Xem dữ liệu',
  'vote:helpful {',
  'ask:',
  'privacy:confirm',
  'c:1:0',
  '__proto__',
  'constructor',
  '{"$ne":null}',
  'null',
  '\n'.repeat(40),
  ' ',
  '\t',
  'a'.repeat(300),
  'nhóm 3 nhóm 4 '.repeat(20),
  '???!!!...',
  'hồ sơ gồm những gì',
  'con nhom 4 thi sao',
  'Ninh Hải Ninh Phước Thuận Bắc',
  '0905 123 456 079123456789',
  'ho\u0300\u0302 so\u031b',
];

/** A text of any kind; about one in fifteen is empty or blank, a few are long. */
export function wildText(random: Random): string {
  const kind = random.whole(1, 100);
  if (kind <= 60)
    return Array.from({ length: random.whole(0, 5) }, () => random.pick(fragments)).join(random.pick(['', ' ', '\n']));
  if (kind <= 75) return units(random, random.whole(1, 60), 0xffff);
  if (kind <= 85) return units(random, random.whole(1, 60), 0x7f);
  if (kind <= 97) {
    const [question, noise] = ['hồ sơ ocop gồm những gì vậy', random.pick(fragments)];
    const at = random.whole(0, question.length);
    return question.slice(0, at) + noise + question.slice(at);
  }
  return random.pick(fragments).repeat(random.whole(1, 400));
}

function units(random: Random, length: number, highest: number): string {
  return Array.from({ length }, () => String.fromCharCode(random.whole(0, highest))).join('');
}

/** Any JSON value, preferring those that break things. */
export function wildValue(random: Random): unknown {
  return random.pick<() => unknown>([
    () => null,
    () => true,
    () => -1,
    () => 0,
    () => 1.5,
    () => 2 ** 53,
    () => 1e308,
    () => -(2 ** 63),
    () => '',
    () => [],
    () => ({}),
    () => [[[[{}]]]],
    () => ({ id: null, type: 'private', toString: 1 }),
    () => ({ __proto__: null, length: -1 }),
    () => random.whole(0, 10_000),
    () => String(random.whole(0, 10_000)),
    () => wildText(random),
    () => nested(random.whole(10, 300)),
  ])();
}

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { text: value };
  return value;
}

type Json = Record<string, unknown>;

/** The same with one thing somewhere in it taken out, replaced or added. */
export function broken(random: Random, value: Json): Json {
  const copy: Json = structuredClone(value);
  let place: Json = copy;
  for (;;) {
    const inner = Object.values(place).filter(isObject);
    if (inner.length === 0 || random.next() < 0.4) break;
    place = random.pick(inner);
  }
  const keys = Object.keys(place);
  const key = keys.length === 0 ? 'x' : random.pick(keys);
  const act = random.next();
  if (act < 0.35) delete place[key];
  else if (act < 0.9) place[key] = wildValue(random);
  else place[random.pick(['text', 'caption', 'from', 'entities', 'data', 'id', '__proto__', 'x'])] = wildValue(random);
  return copy;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
