/** The list of a person's registrations, the newest first. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { listChoice, oneChoice, registerChoice } from './choices.ts';
import { milestones, progressBar, statusWords } from './progress.ts';
import { shortened } from './wording.ts';

const perPage = 5;

export async function showList({ tx, personId }: Turn, wanted: number): Promise<Reply> {
  const count = await tx.registration.count({ where: { personId } });
  if (count === 0) {
    return reply(
      'Bạn chưa có đăng ký nào. Bấm **Đăng ký sản phẩm** để bắt đầu: mất khoảng 5 phút, dừng giữa chừng được.',
      {
        choices: [registerChoice()],
      },
    );
  }
  const pages = Math.ceil(count / perPage);
  const page = Math.min(wanted, pages - 1);
  const shown = await tx.registration.findMany({
    where: { personId },
    orderBy: { id: 'desc' },
    skip: page * perPage,
    take: perPage,
  });
  const lines = shown.map((one) => {
    const way = milestones(one);
    const bar = way ? `${progressBar(way.done, way.all)} · ` : '';
    return `**${one.code}** · ${shortened(one.productName, 60)}\n${bar}${statusWords(one)}`;
  });
  const where = pages > 1 ? ` (trang ${page + 1}/${pages})` : '';
  return reply([`Bạn có ${count} đăng ký${where}:`, ...lines, 'Bấm một mã để xem.'].join('\n\n'), {
    choices: [
      ...shown.map(({ code, productName }) => oneChoice(code, `${code} · ${shortened(productName, 30)}`)),
      ...(page + 1 < pages ? [listChoice(page + 1, 'Trang sau')] : []),
      ...(page > 0 ? [listChoice(page - 1, 'Trang trước')] : []),
      registerChoice('Đăng ký sản phẩm khác'),
    ],
  });
}
