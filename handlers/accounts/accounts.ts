/** One person on several channels: `/riengtu` → Nối tài khoản, with a code from one place typed in the other. */
import { z } from 'zod';
import type { Capability, Turn } from '../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import { tellPerson } from '../../bot/tell.ts';
import { hashCode, type RandomBytes } from '../officers/codes.ts';
import { timeOf } from '../officers/wording.ts';
import { wrongCodesAnHour } from '../officers/wrong-codes.ts';
import {
  codeMinutes,
  forgetOldCodes,
  type JoinOffer,
  joinCodeIn,
  makeJoinCode,
  offerOf,
  tryJoinCode,
} from './codes.ts';
import { draftsInTheWay, joinedWith, joinPeople, takeApart } from './joining.ts';
import { openChoice, showPlaces } from './page.ts';
import { named, type Place, placesOf } from './places.ts';

export interface Accounts extends Capability {
  /** What `/riengtu MÃ` does. */
  typedCode(turn: Turn, typed: string): Promise<Reply[]>;
}

/** The hash of the code that waits for a yes. */
const askedSlot = 'account';

export function createAccounts({
  quietHours,
  randomBytes,
}: {
  quietHours: QuietHours;
  randomBytes: RandomBytes;
}): Accounts {
  return {
    name: 'account',
    isPersonal: true,
    sweep: forgetOldCodes,
    typedCode: askToJoin,
    async message(turn) {
      if (turn.input.kind !== 'text') return null;
      const found = joinCodeIn(turn.input.text);
      if (found === null) return null;
      if (!found.isSure && (await offerOf(turn.tx, turn.now, hashCode(found.code))) === null) return null;
      return askToJoin(turn, found.code);
    },
    async pick(turn, value) {
      const [action, argument = ''] = value.split(':');
      switch (action) {
        case 'code':
          return handOutCode(turn, randomBytes);
        case 'join':
          return join(turn, quietHours);
        case 'stay':
          turn.remember(askedSlot, null);
          return [reply('Tôi để nguyên, không nối.')];
        case 'prefer':
          return prefer(turn, argument);
        case 'apart':
          return askToTakeApart(turn, idIn(argument));
        case 'parted':
          return part(turn, idIn(argument));
        default:
          return [await showPlaces(turn)];
      }
    },
  };
}

async function handOutCode(turn: Turn, randomBytes: RandomBytes): Promise<Reply[]> {
  const code = await makeJoinCode(turn, randomBytes);
  return [
    reply(
      `Sang nơi kia (Telegram, Zalo hoặc trang web), nhắn cho tôi đúng dòng dưới đây. Mã dùng một lần, trong ${codeMinutes} phút. ⚠️ Đừng đưa mã cho ai: có mã là xem và sửa được dữ liệu của bạn.`,
    ),
    reply(`/riengtu ${code}`),
  ];
}

async function askToJoin(turn: Turn, typed: string): Promise<Reply[]> {
  const tried = await tryJoinCode(turn, typed);
  switch (tried.kind) {
    case 'own':
      return [reply('Đây là mã của chính tài khoản này. Bạn sang nơi muốn nối thêm, nhắn cho tôi dòng có mã.')];
    case 'wait':
      return [
        reply(
          `Bạn đã gửi sai mã ${wrongCodesAnHour} lần trong một giờ nên mã vừa rồi chưa được xem. Bạn chờ đến ${timeOf(tried.until)} rồi gửi lại.`,
        ),
      ];
    case 'wrong':
      return [
        reply(
          `Mã này không đúng hoặc đã hết hạn. Bạn sang nơi kia gõ /riengtu, bấm **Nối tài khoản**, **Lấy mã nối** để lấy mã mới. ${tried.left > 0 ? `Bạn còn ${tried.left} lần thử trong một giờ.` : 'Bạn đã sai ba lần: lần sau phải chờ một giờ.'}`,
          { choices: [openChoice] },
        ),
      ];
    case 'good':
      return confirmJoining(turn, tried.offer);
  }
}

async function confirmJoining(turn: Turn, { codeHash, personId: keeper }: JoinOffer): Promise<Reply[]> {
  const inTheWay = await inTheWayOf(turn, keeper);
  if (inTheWay) return [inTheWay];
  const here = await placesOf(turn.tx, turn.personId);
  const there = await placesOf(turn.tx, keeper);
  turn.remember(askedSlot, codeHash);
  return [
    reply(
      [
        `Nối nơi này (${listOf(here)}) với tài khoản của bạn ở nơi kia (${listOf(there)})?`,
        `• Ở đây: ${await holdings(turn, turn.personId)}.`,
        `• Ở kia: ${await holdings(turn, keeper)}.`,
        'Nối rồi thì nơi nào cũng xem và sửa được tất cả. Chỉ nối khi cả hai là của bạn; đừng nối theo lời người lạ. Muốn thì tách ra được.',
      ].join('\n'),
      { choices: [joinChoice, stayChoice] },
    ),
  ];
}

const joinChoice: Choice = { label: 'Đồng ý nối', value: 'account:join' };
const stayChoice: Choice = { label: 'Không nối', value: 'account:stay' };

async function join(turn: Turn, quietHours: QuietHours): Promise<Reply[]> {
  const { tx, now, personId: former } = turn;
  const codeHash = turn.recall(askedSlot, z.string());
  const offer = codeHash === null ? null : await offerOf(tx, now, codeHash);
  turn.remember(askedSlot, null);
  if (offer?.personId === former) return [await showPlaces(turn)];
  if (!offer) {
    return [reply('Mã đã hết hạn hoặc đã dùng. Bạn sang nơi kia lấy mã mới giúp tôi.', { choices: [openChoice] })];
  }
  const { personId: keeper, conversationId } = offer;
  const inTheWay = await inTheWayOf(turn, keeper);
  if (inTheWay) return [inTheWay];
  const here = await placesOf(tx, former);
  await joinPeople(tx, now, { keeper, former, quietHours });
  await tellPlace(
    turn,
    conversationId,
    `🔗 ${listOf(here)} vừa được nối vào tài khoản này bằng mã của bạn. Nếu không phải bạn làm thì tách ra ngay.`,
  );
  return [await showPlaces({ ...turn, personId: keeper }, '🔗 Đã nối xong.')];
}

/** Two unfinished drafts of one dialog cannot become one without a loss. */
async function inTheWayOf({ tx, personId }: Turn, keeper: string): Promise<Reply | null> {
  const drafts = await draftsInTheWay(tx, personId, keeper);
  return drafts.length === 0
    ? null
    : reply(
        'Ở cả hai nơi bạn đều đang ghi dở cùng một việc. Nối ngay thì mất một bản. Bạn làm xong hoặc gõ **huỷ** một bản trước, rồi lấy mã nối lại.',
      );
}

async function prefer(turn: Turn, argument: string): Promise<Reply[]> {
  const { tx, personId } = turn;
  const place = (await placesOf(tx, personId)).find(
    ({ conversation, isPrivate }) => isPrivate && conversation.toString() === argument,
  );
  await tx.conversation.updateMany({ where: { personId, preferred: true }, data: { preferred: false } });
  if (place) await tx.conversation.update({ where: { id: place.conversation }, data: { preferred: true } });
  return [
    await showPlaces(
      turn,
      place ? `Từ nay tin báo đến **${place.name}**.` : 'Từ nay tin báo đến nơi bạn nhắn gần nhất.',
    ),
  ];
}

async function askToTakeApart(turn: Turn, id: bigint): Promise<Reply[]> {
  const one = (await joinedWith(turn.tx, turn.personId)).find((joined) => joined.id === id);
  if (!one) return [await showPlaces(turn, 'Chỗ này đã tách rồi.')];
  const name = named(await placesOf(turn.tx, turn.personId), one.conversations);
  return [
    reply(
      `Tách **${name}** ra? Đăng ký, lần báo tham dự có từ trước khi nối trở về ${name}. Những gì làm sau khi nối, và bản ghi dở, ở lại với các nơi còn lại.`,
      {
        choices: [
          { label: 'Đồng ý tách', value: `account:parted:${id}` },
          { label: 'Không tách', value: 'account:open' },
        ],
      },
    ),
  ];
}

async function part(turn: Turn, id: bigint): Promise<Reply[]> {
  const { tx, now, personId, conversationId } = turn;
  const places = await placesOf(tx, personId);
  const joined = (await joinedWith(tx, personId)).find((one) => one.id === id);
  if (!joined || !(await takeApart(tx, now, personId, id))) return [await showPlaces(turn, 'Chỗ này đã tách rồi.')];
  const gone = named(places, joined.conversations);
  const here = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const [first] = joined.conversations;
  if (here.personId !== personId) {
    const text = `**${gone}** vừa được tách ra, không còn dùng chung tài khoản này.`;
    await tellPerson(tx, now, personId, reply(text, { choices: [openChoice] }), priority.reminder);
  } else if (first !== undefined) {
    await tellPlace(turn, first, 'Cuộc trò chuyện này vừa được tách ra, có tài khoản riêng như trước khi nối.');
  }
  return [await showPlaces({ ...turn, personId: here.personId }, `Đã tách **${gone}**.`)];
}

/** In that very conversation, whichever of the person's was used last. */
async function tellPlace({ tx, now }: Turn, conversationId: bigint, text: string): Promise<void> {
  const { channel, chat, unreachable } = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  if (unreachable !== null) return;
  const payload = reply(text, { choices: [openChoice] });
  await tx.outbox.create({
    data: { conversationId, channel, chat, priority: priority.reminder, payload, notBefore: now, createdAt: now },
  });
}

/** `2 đăng ký, 1 lần báo tham dự`, so that nobody joins what is not theirs; nothing of what is in them. */
async function holdings({ tx }: Turn, personId: string): Promise<string> {
  const registrations = await tx.registration.count({ where: { personId } });
  const signUps = await tx.signUp.count({ where: { personId } });
  const roles = await tx.officer.count({ where: { personId, revokedAt: null } });
  const drafts = await tx.draft.count({ where: { personId } });
  const parts = [
    ...(registrations > 0 ? [`${registrations} đăng ký`] : []),
    ...(drafts > 0 ? [`${drafts} bản ghi dở`] : []),
    ...(signUps > 0 ? [`${signUps} lần báo tham dự`] : []),
    ...(roles > 0 ? [`${roles} vai trò cán bộ`] : []),
  ];
  return parts.join(', ') || 'chưa có đăng ký nào';
}

const listOf = (places: readonly Place[]) => `**${places.map(({ name }) => name).join(', ')}**`;
const idIn = (text: string) => (/^\d{1,18}$/.test(text) ? BigInt(text) : 0n);
