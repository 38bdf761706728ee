/** One item of the checklist: what it is, why, where to get it, an example, whom to ask, and what was sent. */
import { type Reply, reply } from '../../bot/message.ts';
import { type ChecklistItem, needNames } from './checklist-item.ts';
import { attachChoice, filesChoice, formsChoice, itemsChoice, replaceChoice } from './choices.ts';
import { type ItemStanding, isOurs, stateIcon, stateWords } from './item-standing.ts';
import { isOpen, type Own } from './own.ts';
import { quoted } from './wording.ts';

/** Reasons beyond this many are counted only: the strongest come first. */
const reasonsShown = 2;

export function showItem(own: Own, standing: ItemStanding): Reply {
  const { item, remark, files } = standing;
  const mayAttach = isOurs(standing) && isOpen(own, 'attach');
  const isForm = item.key === 'form-01' || item.key === 'form-02';
  return reply(
    [
      `${stateIcon(standing)} **${item.name}** (${needNames[item.need].toLowerCase()}) · ${stateWords(standing)}`,
      ...(remark ? [`Cán bộ nhắn: ${quoted(remark)}`] : []),
      '',
      `**Là gì:** ${item.what}`,
      ...reasonsOf(item),
      `**Lấy ở đâu:** ${item.where}`,
      `**Ví dụ:** ${item.example}`,
      `**Hỏi ai:** ${item.askWhom}`,
      ...(item.note ? [`**Lưu ý:** ${item.note}`] : []),
      ...(mayAttach ? ['', 'Gửi ảnh chụp, tệp PDF hoặc Word ngay tại đây là vào mục này.'] : []),
      ...(isOurs(standing) && !mayAttach ? ['', whyNotYet(own)] : []),
    ].join('\n'),
    {
      choices: [
        ...(mayAttach ? [attachChoice(own.code, item.key)] : []),
        ...(files.length > 0 ? [filesChoice(own.code, item.key, `Xem tệp đã gửi (${files.length})`)] : []),
        ...(isForm ? [formsChoice(own.code)] : []),
        itemsChoice(own.code, 0, 'Về danh sách giấy tờ'),
      ],
    },
  );
}

/** Asked before an item that an officer has accepted already is sent once more. */
export function askReplace(own: Own, { item }: ItemStanding): Reply {
  return reply(
    `Cán bộ đã chấm mục **${item.name}** là đạt. Gửi tệp khác thì mục này phải được xem lại từ đầu. Bạn vẫn muốn gửi?`,
    { choices: [replaceChoice(own.code, item.key), itemsChoice(own.code, 0, 'Giữ như cũ')] },
  );
}

function reasonsOf({ why }: ChecklistItem): string[] {
  const strength = { rejection: 0, minimum: 1, dossier: 2, advice: 3 } as const;
  const shown = [...why].sort((one, other) => strength[one.kind] - strength[other.kind]).slice(0, reasonsShown);
  const [only] = shown;
  const more = why.length - shown.length;
  const rest = more > 0 ? [`(còn ${more} lý do khác, hỏi cán bộ xã để rõ)`] : [];
  const sources = [...new Set(shown.map(({ source }) => source))].map((source) => `📖 ${source}`);
  if (shown.length === 1 && only) return [`**Vì sao:** ${only.text}`, ...rest, ...sources];
  return ['**Vì sao:**', ...shown.map(({ text }) => `• ${text}`), ...rest, ...sources];
}

function whyNotYet({ status }: Own): string {
  switch (status) {
    case 'submitted':
    case 'changes':
      return 'Bạn gửi tệp được khi đăng ký đã được nhận; giờ cứ chuẩn bị dần. Tôi báo bạn ngay lúc đó.';
    case 'dossier_sent':
      return 'Hồ sơ đang được xem nên tôi chưa nhận thêm tệp. Cần bổ sung gấp, bạn hỏi UBND xã, phường.';
    default:
      return 'Đăng ký này đã kết thúc nên tôi không nhận thêm tệp. Cần giúp, bạn hỏi UBND xã, phường.';
  }
}
