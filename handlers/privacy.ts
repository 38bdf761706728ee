/** `/riengtu`: what is held about the person; to see, to take along, to delete. */
import type { Capability, Turn } from '../bot/capability.ts';
import { type Choice, type Reply, reply } from '../bot/message.ts';

const see: Choice = { label: 'Xem dữ liệu', value: 'privacy:see' };
const download: Choice = { label: 'Tải dữ liệu về', value: 'privacy:download' };
const remove: Choice = { label: 'Xoá dữ liệu', value: 'privacy:delete' };
const confirm: Choice = { label: 'Đồng ý xoá', value: 'privacy:confirm' };
const keep: Choice = { label: 'Không xoá', value: 'privacy:keep' };

/** How long messages stay, in days; shown to people, so it comes from what the clean-up really does. */
export interface Retention {
  messagesDays: number;
  feedbackDays: number;
  /** After a registration came to its end. */
  registrationsDays: number;
}

export function createPrivacy(retention: Retention): Capability & { open(): Reply[] } {
  const open = () => [
    reply(
      [
        'Tôi giữ các tin nhắn giữa bạn và tôi, cùng đánh giá 👍 👎 và câu hỏi chưa trả lời được (đã che số điện thoại, số giấy tờ).',
        `Tin nhắn tự xoá sau ${retention.messagesDays} ngày, đánh giá sau ${retention.feedbackDays} ngày. Tôi không hỏi giấy tờ tuỳ thân và không đưa dữ liệu của bạn cho người khác.`,
        '',
        'Bạn muốn làm gì?',
      ].join('\n'),
      { choices: [see, download, remove] },
    ),
  ];

  return {
    name: 'privacy',
    open,
    commands: [{ name: 'riengtu', description: 'Dữ liệu của tôi: xem, tải về, xoá' }],
    command: async () => open(),
    async pick(turn, value) {
      switch (value) {
        case 'see':
          return [await summary(turn)];
        case 'download':
          return [await exported(turn)];
        case 'delete':
          return [
            reply('Xoá hết tin nhắn, đánh giá và câu hỏi của bạn? Xoá rồi thì không lấy lại được.', {
              choices: [confirm, keep],
            }),
          ];
        case 'confirm':
          return [await deleted(turn)];
        default:
          return [reply('Tôi giữ nguyên dữ liệu của bạn. Bạn cứ gõ câu hỏi tiếp nhé.')];
      }
    },
  };
}

const own = (turn: Turn) => ({ conversation: { personId: turn.personId } });

async function summary(turn: Turn): Promise<Reply> {
  const [received, sent, votes] = [
    await turn.tx.inbox.count({ where: own(turn) }),
    await turn.tx.outbox.count({ where: own(turn) }),
    await turn.tx.feedback.count({ where: own(turn) }),
  ];
  return reply(
    [
      'Tôi đang giữ:',
      `• ${received} tin bạn gửi`,
      `• ${sent} tin tôi trả lời`,
      `• ${votes} đánh giá và câu hỏi chưa trả lời được`,
      '• mã tài khoản của bạn trên kênh này, để biết gửi trả lời về đâu',
    ].join('\n'),
    { choices: [download, remove] },
  );
}

async function exported(turn: Turn): Promise<Reply> {
  const conversations = await turn.tx.conversation.findMany({
    where: { personId: turn.personId },
    orderBy: { id: 'asc' },
    include: {
      inbox: { orderBy: { id: 'asc' } },
      outbox: { orderBy: { id: 'asc' } },
      feedback: { orderBy: { id: 'asc' } },
    },
  });
  const data = conversations.map((one) => ({
    kenh: one.channel,
    ma_tai_khoan: one.sender,
    bat_dau: one.createdAt,
    tin_ban_gui: one.inbox.map(({ receivedAt, content }) => ({ luc: receivedAt, noi_dung: content })),
    tin_tra_loi: one.outbox.map(({ createdAt, payload }) => ({ luc: createdAt, noi_dung: withoutAttachment(payload) })),
    danh_gia: one.feedback.map(({ createdAt, kind, question }) => ({ luc: createdAt, loai: kind, cau_hoi: question })),
  }));
  return reply('Đây là toàn bộ dữ liệu tôi giữ về bạn, trong một tệp chữ (JSON).', {
    attachment: { name: 'du-lieu-cua-toi.json', mime: 'application/json', text: JSON.stringify(data, null, 2) },
    choices: [remove],
  });
}

/** An earlier download would otherwise hold all the ones before it. */
function withoutAttachment(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('attachment' in payload)) return payload;
  const { attachment: _, ...rest } = payload;
  return rest;
}

/** Everything but the turn itself, whose message is emptied, and what was sent after it and waits for an answer. */
async function deleted(turn: Turn): Promise<Reply> {
  await turn.tx.feedback.deleteMany({ where: own(turn) });
  await turn.tx.outbox.deleteMany({ where: own(turn) });
  await turn.tx.inbox.deleteMany({ where: { ...own(turn), doneAt: { not: null } } });
  await turn.tx.inbox.update({
    where: { id: turn.messageId },
    data: { content: { kind: 'media', media: 'other', caption: '' } },
  });
  turn.forgetAll();
  return reply('Tôi đã xoá hết dữ liệu của bạn. Nếu bạn nhắn tiếp, chúng ta bắt đầu lại từ đầu.', { clears: true });
}
