/** Which notices a person wants. Choosing is the consent (Luật 91/2025/QH15), and leaving off takes it back. */
import type { Turn } from '../../bot/capability.ts';
import type { Tx } from '../../prisma/open.ts';
import { type NoticeKind, noticeKinds } from './notice.ts';

export const noticesPurpose = 'notices';
/** Raised with every change of {@link topicsText}: an agreement holds for the wording that was shown. */
const consentVersion = 1;

/** What is agreed to by choosing a topic. */
export const topicsText = [
  '**Thông báo OCOP**: lớp tập huấn, sự kiện, hạn nộp hồ sơ… Bạn muốn nhận loại nào?',
  'Bấm chọn là bạn đồng ý để tôi nhớ loại tin (và xã, nếu bạn ghi) để gửi thông báo của cán bộ OCOP. Bỏ lúc nào cũng được: tôi xoá ngay.',
  'Tin về đăng ký, hồ sơ của chính bạn thì luôn gửi, không cần chọn.',
].join('\n');

export interface Subscription {
  topics: readonly NoticeKind[];
  communeCode: string | null;
}

export async function subscriptionOf(tx: Tx, personId: string): Promise<Subscription> {
  const row = await tx.subscription.findUnique({ where: { personId } });
  return {
    topics: noticeKinds.filter((kind) => row?.topics.includes(kind)),
    communeCode: row?.communeCode ?? null,
  };
}

/** Keeps the topics that are wanted; without any, nothing is kept and the consent has ended. */
export async function chooseTopics(turn: Turn, topics: readonly NoticeKind[]): Promise<void> {
  const { tx, now, personId } = turn;
  if (topics.length === 0) return unsubscribe(tx, now, personId);
  await keepConsent(turn);
  await cancelUnsent(tx, now, personId, topics);
  const chosen = { topics: [...topics], chosenAt: now };
  await tx.subscription.upsert({ where: { personId }, create: { personId, ...chosen }, update: chosen });
}

/** Where a person is, for notices of their commune; only of somebody who wants notices at all. */
export async function chooseCommune({ tx, now, personId }: Turn, communeCode: string | null): Promise<boolean> {
  const { count } = await tx.subscription.updateMany({ where: { personId }, data: { communeCode, chosenAt: now } });
  return count > 0;
}

/** No notices any more. */
export async function unsubscribe(tx: Tx, now: Date, personId: string): Promise<void> {
  await cancelUnsent(tx, now, personId, []);
  await tx.subscription.deleteMany({ where: { personId } });
  await tx.consent.updateMany({
    where: { personId, purpose: noticesPurpose, withdrawnAt: null },
    data: { withdrawnAt: now },
  });
}

/** What waits for the morning, or is paused, is not sent to somebody who no longer wants its kind. */
async function cancelUnsent(tx: Tx, now: Date, personId: string, wanted: readonly NoticeKind[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbox o SET state = 'cancelled', reason = 'no longer wanted', settled_at = ${now}
    FROM sending s JOIN notice n ON n.id = s.notice_id
    WHERE s.purpose = 'first' AND n.kind <> ALL(${[...wanted]}::text[])
      AND o.broadcast_id = s.broadcast_id AND o.person_id = ${personId}::uuid AND o.state = 'planned'`;
}

async function keepConsent({ tx, now, personId, channel }: Turn): Promise<void> {
  const agreed = { personId, purpose: noticesPurpose, version: consentVersion };
  const known = await tx.consent.findFirst({ where: { ...agreed, withdrawnAt: null }, select: { id: true } });
  if (known === null) await tx.consent.create({ data: { ...agreed, channel, givenAt: now } });
}
