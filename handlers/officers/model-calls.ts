/** What the language model was asked and wrote, personal data masked, for officers to review. */
import type { Turn } from '../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import type { ModelCall as Call, ModelVerdict } from '../../knowledge/model/language-model.ts';
import type { ModelCall } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { type Office, officeThatMay } from './rights.ts';
import { dayOf, menuChoice, refused, timeOf } from './wording.ts';

const pageSize = 5;
const longestLine = 90;
const longestWritten = 1_200;

/** What a page shows. `doubtful`: what the guard rejected, and what failed. */
const filters = {
  all: { title: 'Máy trả lời', other: 'doubtful', otherLabel: 'Chỉ xem bị chặn, lỗi', where: {} },
  doubtful: {
    title: 'Máy trả lời: bị chặn, lỗi',
    other: 'all',
    otherLabel: 'Xem tất cả',
    where: { verdict: { in: ['rejected', 'failed'] satisfies ModelVerdict[] } },
  },
} as const;

const verdictNames: Readonly<Record<string, string>> = {
  accepted: 'đã dùng',
  repaired: 'đã dùng sau khi sửa',
  rejected: 'bị chặn',
  failed: 'lỗi',
  'not-asked': 'không hỏi',
} satisfies Record<ModelVerdict, string>;

const kindNames: Readonly<Record<string, string>> = {
  answer: 'câu hỏi',
  fields: 'điền đăng ký',
  transcription: 'tin thoại',
} satisfies Record<Call['kind'], string>;

/** In the menu of those who may see it, once there is something to see. */
export async function modelCallsChoices(tx: Tx, offices: readonly Office[]): Promise<Choice[]> {
  if (!mayReview(offices)) return [];
  const any = await tx.modelCall.findFirst({ select: { id: true } });
  return any ? [{ label: 'Máy trả lời', value: 'officer:model:all:new' }] : [];
}

/** A page of `officer:model:<filter>:<id>`, newest first; it goes on below that id. */
export async function showModelCalls(turn: Turn, offices: readonly Office[], rest: string): Promise<Reply> {
  if (!mayReview(offices)) return refused('not-your-role');
  const [name = '', below = ''] = rest.split(':');
  const kind = name === 'doubtful' ? 'doubtful' : 'all';
  const filter = filters[kind];
  const found = await turn.tx.modelCall.findMany({
    where: { ...filter.where, ...(/^\d{1,18}$/.test(below) && { id: { lt: BigInt(below) } }) },
    orderBy: { id: 'desc' },
    take: pageSize + 1,
  });
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  const choices: Choice[] = [
    ...shown.map(({ id }) => ({ label: `Xem số ${id}`, value: `officer:model-call:${id}` })),
    ...(found.length > pageSize && last ? [{ label: 'Xem tiếp', value: `officer:model:${kind}:${last.id}` }] : []),
    { label: filter.otherLabel, value: `officer:model:${filter.other}:new` },
    menuChoice,
  ];
  const lines = shown.map((one) => `• Số ${one.id} · ${headOf(one)} · ${shortened(one.question, longestLine)}`);
  return reply(
    [`**${filter.title}** (mới nhất trước)`, ...(lines.length > 0 ? lines : ['Không có lần nào.'])].join('\n'),
    {
      choices,
    },
  );
}

export async function showModelCall(turn: Turn, offices: readonly Office[], id: bigint): Promise<Reply> {
  if (!mayReview(offices)) return refused('not-your-role');
  const choices: Choice[] = [{ label: 'Về danh sách', value: 'officer:model:all:new' }, menuChoice];
  const one = await turn.tx.modelCall.findUnique({ where: { id } });
  if (!one) return reply('Lần này không còn: đã hết hạn giữ, hoặc người hỏi đã xoá dữ liệu.', { choices });
  return reply(
    [
      `**Số ${one.id}** · ${headOf(one)}`,
      `Hỏi: ${one.question}`,
      `Máy viết: ${one.written === '' ? 'không có gì' : shortened(one.written, longestWritten)}`,
      ...(one.faults.length > 0 ? ['Vì sao không dùng:', ...one.faults.map((fault) => `• ${fault}`)] : []),
      ...(one.passages.length > 0 ? [`Đoạn đã cho xem: ${one.passages.join(', ')}`] : []),
      `Máy: ${one.model}, ${(one.latencyMs / 1000).toFixed(1).replace('.', ',')} giây, ${one.inputTokens + one.outputTokens} token`,
    ].join('\n'),
    { choices },
  );
}

function mayReview(offices: readonly Office[]): boolean {
  return officeThatMay(offices, 'review-model', { kind: 'nothing' }).office !== null;
}

/** `24/11/2026 10:05 · câu hỏi · bị chặn` */
function headOf({ createdAt, kind, verdict }: ModelCall): string {
  return `${dayOf(createdAt)} ${timeOf(createdAt)} · ${kindNames[kind] ?? kind} · ${verdictNames[verdict] ?? verdict}`;
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
