/** `Gửi hồ sơ`: what is still missing, what the producer brings on paper, and the sending itself. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { deskName } from '../registration/desk.ts';
import { afterAct } from '../registration/flow.ts';
import {
  changeRegistration,
  profileOf,
  type Registration,
  standingColumns,
  standingOf,
  writeAudit,
} from '../registration/store.ts';
import { itemsChoice, oneChoice, onPaperChoice, sendNowChoice } from './choices.ts';
import { type ItemStanding, isOurs, isThere, itemStandings, onPaperRemark } from './item-standing.ts';
import { changedMeanwhile, isOpen, type Own, placeOf } from './own.ts';

/** Tells the officers whose desk it is on now, within the turn that put it there. */
export type OnDesk = (turn: Turn, registration: Registration) => Promise<void>;

/** Items of the dossier that are not there, by what that means. */
export interface Missing {
  /** Without these the dossier is not complete. */
  required: ItemStanding[];
  /** Without these the wished stars are out of reach. */
  minimum: ItemStanding[];
  /** An officer asked to mend these, and they were not sent again. */
  unmended: ItemStanding[];
  /** Brought to the commune: the samples. */
  brought: ItemStanding[];
}

export function missingOf(own: Own): Missing {
  const standings = itemStandings(own) ?? [];
  const absent = standings.filter((one) => isOurs(one) && !isThere(one));
  return {
    required: absent.filter(({ item }) => item.need === 'required'),
    minimum: absent.filter(({ item }) => item.need === 'minimum'),
    unmended: absent.filter(
      ({ item, state }) => state === 'changes' && (item.need === 'advised' || item.need === 'if-any'),
    ),
    brought: standings.filter(({ item }) => item.by === 'producer' && !item.isSendable && item.need === 'required'),
  };
}

/** Asks before sending, naming what is missing. Required papers can only be left out when they are brought on paper. */
export function askSend(own: Own): Reply {
  if (!isOpen(own, 'send-dossier')) return notNow(own);
  const { required, minimum, unmended, brought } = missingOf(own);
  const names = (standings: readonly ItemStanding[]) => standings.map(({ item }) => `• ${item.name}`);
  const warnings = [
    ...(required.length > 0 ? ['**Còn thiếu giấy bắt buộc:**', ...names(required)] : []),
    ...(minimum.length > 0 ? [`**Thiếu thì khó đạt ${own.wishedStars} sao:**`, ...names(minimum)] : []),
    ...(unmended.length > 0 ? ['**Cán bộ nhắn sửa mà chưa gửi lại:**', ...names(unmended)] : []),
  ];
  const ending =
    required.length > 0
      ? 'Bạn gửi thêm vào từng mục. Nếu các giấy bắt buộc này bạn nộp bản giấy tại xã thì bấm **Tôi nộp bản giấy tại xã**: hồ sơ gửi luôn, cán bộ chờ bản giấy.'
      : warnings.length > 0
        ? 'Bạn vẫn gửi được. Gửi rồi thì chờ cán bộ xem, trong lúc đó không thêm tệp được.'
        : 'Gửi rồi thì chờ cán bộ xem, trong lúc đó không thêm tệp được. Bạn gửi chứ?';
  return reply(
    [
      `Gửi hồ sơ **${own.code}** cho ${deskOf(own)}.`,
      ...warnings,
      ...(brought.length > 0 ? [`Nhớ mang đến: ${brought.map(({ item }) => item.name).join('; ')}.`] : []),
      ending,
    ].join('\n'),
    {
      choices: [
        required.length > 0
          ? onPaperChoice(own.code)
          : sendNowChoice(own.code, warnings.length > 0 ? 'Vẫn gửi' : 'Đồng ý gửi'),
        itemsChoice(own.code),
        oneChoice(own.code, 'Để sau'),
      ],
    },
  );
}

/** `onPaper`: whatever required is missing is brought to the commune; officers read that beside the item. */
export async function sendDossier(turn: Turn, own: Own, onPaper: boolean, onDesk: OnDesk): Promise<Reply[]> {
  if (!isOpen(own, 'send-dossier')) return [notNow(own)];
  const { required, brought } = missingOf(own);
  if (required.length > 0 && !onPaper) return [askSend(own)];
  const standing = afterAct(profileOf(own), standingOf(own), 'send-dossier');
  if (!standing) return [notNow(own)];
  const { tx, now } = turn;
  const sent = await changeRegistration(
    tx,
    now,
    own,
    { ...standingColumns(standing, now), remark: null },
    { officer: null, action: 'send-dossier' },
  );
  if (!sent) return [changedMeanwhile];
  for (const { item } of required) await markOnPaper(turn, own, item.key);
  await onDesk(turn, sent);
  const toBring = [...required, ...brought].map(({ item }) => item.name);
  return [
    reply(
      [
        `📨 Đã gửi hồ sơ **${own.code}** cho ${deskOf(own)}.`,
        ...(toBring.length > 0 ? [`Bạn mang đến: ${toBring.join('; ')}.`] : []),
      ].join('\n'),
    ),
  ];
}

async function markOnPaper({ tx, now }: Turn, own: Own, item: string): Promise<void> {
  await tx.dossierItem.upsert({
    where: { registrationId_item: { registrationId: own.id, item } },
    create: { registrationId: own.id, item, state: 'sent', remark: onPaperRemark, updatedAt: now },
    update: { state: 'sent', remark: onPaperRemark, updatedAt: now },
  });
  await writeAudit(tx, now, { officer: null, action: 'on-paper' }, `registration:${own.id}`, null, {
    ...placeOf(own),
    item,
  });
}

function deskOf(own: Own): string {
  const profile = profileOf(own);
  const level = afterAct(profile, { ...standingOf(own), status: 'accepted' }, 'send-dossier')?.waitsFor;
  return level ? deskName(own, profile, level) : 'cán bộ';
}

function notNow(own: Own): Reply {
  const why =
    own.status === 'dossier_sent'
      ? 'Hồ sơ này đã gửi rồi, cán bộ đang xem.'
      : 'Lúc này chưa gửi hồ sơ được: đăng ký phải được nhận trước, và chưa kết thúc.';
  return reply(`${why} Bạn xem đăng ký để biết việc tiếp theo.`, { choices: [oneChoice(own.code, 'Xem đăng ký')] });
}
