import { LineCounter, parseDocument as parseYaml } from 'yaml';
import { z } from 'zod';
import { SourceError } from './source-error.ts';

const ACT_DATE = 'phải là ngày có trong lịch, dạng 2024-02-29, hoặc chỉ tháng 2024-02, hoặc chỉ năm 2024';

const dayText = z
  .string({ error: 'phải là ngày dạng 2024-02-29' })
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'phải là ngày dạng 2024-02-29 (năm-tháng-ngày)' })
  .refine(isRealDay, { error: 'là ngày không có trong lịch' });

// A document may be known by its year or month only (the 2024 plan was kept without its day).
const actDate = z
  .union([z.string(), z.number()], { error: ACT_DATE })
  .transform(String)
  .refine((text) => /^\d{4}(-\d{2}){0,2}$/.test(text) && isRealDay(`${text}-01-01`.slice(0, 10)), { error: ACT_DATE });

const line = z.string({ error: 'phải là một dòng chữ' }).trim().min(1, { error: 'không được để trống' });

const schema = z.strictObject({
  id: z
    .string({ error: 'phải là mã viết thường, ví dụ ke-hoach-2024' })
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ ke-hoach-2024' }),
  title: line,
  shortTitle: line.optional(),
  issuer: line,
  number: line.nullable().default(null),
  date: actDate,
  period: z
    .strictObject(
      { from: dayText, to: dayText.nullable().default(null) },
      { error: 'phải có from (ngày bắt đầu) và to' },
    )
    .refine((period) => period.to === null || period.from <= period.to, {
      error: 'bị đảo: ngày kết thúc (to) đứng trước ngày bắt đầu (from)',
    }),
  status: z.enum(['in-force', 'historical', 'reference'], {
    error: 'phải là một trong: in-force, historical, reference',
  }),
  confidence: z.enum(['high', 'medium'], { error: 'phải là high hoặc medium' }).default('high'),
  note: line.nullable().default(null),
});

export type FrontMatter = z.infer<typeof schema>;

/** The two halves of a source file: its checked front matter and the lines after it (`bodyLine` counts from 1). */
export interface SplitFile {
  meta: FrontMatter;
  body: string[];
  bodyLine: number;
}

/** Splits a source file at its `---` lines and checks the front matter. Throws {@link SourceError}. */
export function readFrontMatter(file: string, content: string): SplitFile {
  const lines = content.split('\n');
  if (lines[0]?.trimEnd() !== '---') {
    throw new SourceError(file, 1, 'thiếu phần khai báo đầu tệp: dòng đầu tiên phải là ---');
  }
  const close = lines.findIndex((text, index) => index > 0 && text.trimEnd() === '---');
  if (close < 0) throw new SourceError(file, 1, 'phần khai báo đầu tệp chưa đóng: thiếu dòng --- thứ hai');

  const counter = new LineCounter();
  const yaml = parseYaml(lines.slice(1, close).join('\n'), { lineCounter: counter });
  const lineAt = (offset: number): number => counter.linePos(offset).line + 1;
  const broken = yaml.errors[0];
  if (broken) {
    throw new SourceError(
      file,
      lineAt(broken.pos[0]),
      `phần khai báo đầu tệp viết sai YAML (${broken.code}); chữ có dấu hai chấm phải đặt trong ngoặc kép`,
    );
  }
  const value = plainValue(file, yaml);
  const parsed = schema.safeParse(value);
  if (parsed.success) return { meta: parsed.data, body: lines.slice(close + 1), bodyLine: close + 2 };

  const issue = parsed.error.issues[0];
  const path = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys : [])].map(String);
  throw new SourceError(file, fieldLine(lines, close, path), describe(issue, path, value));
}

/** YAML that points at itself or explodes through aliases is refused when it is turned into a value. */
function plainValue(file: string, yaml: ReturnType<typeof parseYaml>): unknown {
  try {
    return yaml.toJS();
  } catch (error) {
    if (error instanceof ReferenceError)
      throw new SourceError(file, 1, 'phần khai báo đầu tệp dùng tham chiếu YAML sai');
    throw error;
  }
}

function describe(issue: z.core.$ZodIssue | undefined, path: string[], value: unknown): string {
  if (!issue || (path.length === 0 && issue.code !== 'unrecognized_keys'))
    return 'phần khai báo đầu tệp trống hoặc sai dạng';
  if (issue.code === 'unrecognized_keys') return `mục khai báo lạ: ${issue.keys.join(', ')}`;
  const name = path.join('.');
  return isAbsent(value, path) ? `thiếu mục khai báo ${name}` : `${name} ${issue.message}`;
}

function isAbsent(value: unknown, path: string[]): boolean {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !(key in at)) return true;
    at = Object.entries(at).find(([name]) => name === key)?.[1];
  }
  return false;
}

/** The line of the field that a problem names; a missing field is reported at the opening `---`. */
function fieldLine(lines: string[], close: number, path: string[]): number {
  for (const key of [...path].reverse()) {
    const at = lines.findIndex(
      (text, index) => index > 0 && index < close && new RegExp(`(^|[\\s{,])${key}\\s*:`).test(text),
    );
    if (at >= 0) return at + 1;
  }
  return 1;
}

function isRealDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
