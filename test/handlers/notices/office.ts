/** Officers who compose notices, and people who get them, at one desk. */
import type { ChannelName, Reply } from '../../../bot/message.ts';
import { createNotices } from '../../../handlers/notices/notices.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { usualQuietHours } from '../../machine.ts';
import { type Desk, openDesk, type ProfileId, type Talk, textOf } from '../officers/desk.ts';

export const province = { level: 'province' } as const;
export const vinhHaiArea = { level: 'commune', code: '2025:22846' } as const;
export const elsewhereArea = { level: 'commune', code: '2025:22738' } as const;

export interface NoticeDesk extends Desk {
  /** Somebody who gets notices of these kinds; with a commune, and registrations. */
  subscriber(options?: {
    topics?: readonly string[];
    commune?: string;
    registrations?: readonly Partial<Prisma.RegistrationUncheckedCreateInput>[];
  }): Promise<Talk>;
  /** The chats of the people in the newest broadcast, sorted. */
  recipients(): Promise<string[]>;
  /** Who of these people are in it. */
  told(people: Readonly<Record<string, Talk>>): Promise<string[]>;
}

export async function openNoticeDesk(
  options: { profileId?: ProfileId; at?: string; rates?: Partial<Record<ChannelName, number>> } = {},
): Promise<NoticeDesk> {
  const profileId = options.profileId ?? 'khanh-hoa-2026';
  const notices = createNotices({
    profileId,
    facts: { quietHours: usualQuietHours, rates: options.rates ?? { telegram: 28 } },
  });
  const desk = await openDesk(profileId, options.at, [notices]);
  const { client } = desk.database;
  const recipients = async () => {
    const broadcast = await client.broadcast.findFirst({ orderBy: { id: 'desc' } });
    if (!broadcast) return [];
    const rows = await client.outbox.findMany({ where: { broadcastId: broadcast.id } });
    return rows.map(({ chat }) => chat).sort();
  };
  return {
    ...desk,
    recipients,
    async subscriber({
      topics = ['class', 'event', 'deadline', 'meeting', 'general'],
      commune,
      registrations = [],
    } = {}) {
      const talk = await desk.someone();
      const { personId } = talk;
      await client.subscription.create({
        data: { personId, topics: [...topics], communeCode: commune ?? null, chosenAt: desk.clock.now() },
      });
      for (const one of registrations) await desk.registers(talk, one);
      return talk;
    },
    async told(people) {
      const chats = new Set(await recipients());
      return Object.entries(people).flatMap(([name, { chat }]) => (chats.has(chat) ? [name] : []));
    },
  };
}

/** The first line of the last message. */
export function head(replies: readonly Reply[]): string {
  return replies.at(-1)?.text.split('\n')[0] ?? '';
}

/** What follows `Bước 3/13 · ` in it. */
export function fieldOf(replies: readonly Reply[]): string {
  return head(replies).split(' · ')[1] ?? head(replies);
}

/** Answers prompts by their fields until the review, or until one that is to be left (null); gives what was said last. */
export async function compose(
  officer: Talk,
  answers: Readonly<Record<string, string | readonly string[] | null>>,
  begin: () => Promise<Reply[]> = async () => {
    await officer.says('/canbo');
    return officer.presses('Soạn thông báo');
  },
): Promise<Reply[]> {
  let replies = await begin();
  for (let steps = 0; steps < 40; steps++) {
    const field = fieldOf(replies);
    const answer = answers[field] === undefined ? usual[field] : answers[field];
    if (answer === undefined || answer === null) return replies;
    for (const one of typeof answer === 'string' ? [answer] : answer) {
      const isButton = replies.at(-1)?.choices.some(({ label }) => label === one);
      replies = isButton ? await officer.presses(one) : await officer.says(one);
    }
    if (fieldOf(replies) === field) throw new Error(`Stuck at ${field}: ${textOf(replies)}`);
  }
  throw new Error('The dialog does not end.');
}

const usual: Readonly<Record<string, string>> = {
  'Loại thông báo': 'Thông báo chung',
  'Tiêu đề': 'Tập huấn thiết kế bao bì',
  'Bắt đầu': '8h sáng 3/12',
  'Kết thúc': 'Bỏ qua',
  'Địa điểm': 'Hội trường UBND xã Vĩnh Hải',
  'Số chỗ': 'Bỏ qua',
  'Nội dung': 'Mời chủ thể mang theo mẫu bao bì',
  'Người nhận': 'Tất cả mọi người',
  'Đăng ký tham dự': 'Có đăng ký',
  'Ảnh hoặc tệp': 'Bỏ qua',
  'Mức khẩn': 'Bình thường',
  'Thời điểm gửi': 'Gửi ngay',
};
