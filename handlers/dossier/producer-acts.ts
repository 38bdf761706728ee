/** The short acts on a registration: send again, wish for other stars, withdraw. Each checks again whether it is open. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { deskName } from '../registration/desk.ts';
import { afterAct } from '../registration/flow.ts';
import { changeRegistration, profileOf, standingColumns, standingOf } from '../registration/store.ts';
import { itemsChoice, listChoice, oneChoice, registerChoice, wishChoice, withdrawNowChoice } from './choices.ts';
import { mayWish } from './detail.ts';
import { wishableStars } from './item-keys.ts';
import { itemStandings, neededCount } from './item-standing.ts';
import { pointsNeeded } from './minimum-marks.ts';
import { changedMeanwhile, type Own } from './own.ts';
import type { OnDesk } from './send-dossier.ts';

export async function sendAgain(turn: Turn, own: Own, onDesk: OnDesk): Promise<Reply[]> {
  const profile = profileOf(own);
  const standing = afterAct(profile, standingOf(own), 'send-again');
  if (!standing) return [notNow(own)];
  const sent = await changeRegistration(
    turn.tx,
    turn.now,
    own,
    { ...standingColumns(standing, turn.now), remark: null },
    { officer: null, action: 'send-again' },
  );
  if (!sent) return [changedMeanwhile];
  await onDesk(turn, sent);
  const desk = standing.waitsFor ? deskName(sent, profile, standing.waitsFor) : 'cán bộ';
  return [reply(`📨 Đã gửi lại đăng ký **${own.code}** cho ${desk}.`)];
}

export function askStars(own: Own): Reply {
  if (!mayWish(own)) return notNow(own);
  const isKnown = profileOf(own).rules.document === 'quyet-dinh-26-2026';
  const lines = wishableStars.map((stars) => `• ${stars} sao: từ ${pointsNeeded[stars]} điểm`);
  return reply(
    [
      `Bạn đang mong **${own.wishedStars} sao**. Bạn muốn đạt mấy sao? Số sao mong muốn đổi danh sách giấy tờ, không đổi cách chấm.`,
      ...(isKnown ? [...lines, '📖 Quyết định 26/2026/QĐ-TTg, Điều 3, khoản 3'] : []),
    ].join('\n'),
    {
      // Third, fourth and fifth: a typed 4 means four stars, whether it is read as the number or as the place.
      choices: [
        oneChoice(own.code, 'Giữ như cũ'),
        itemsChoice(own.code),
        ...wishableStars.map((stars) => wishChoice(own.code, stars, `${stars} sao`)),
      ],
    },
  );
}

export async function wishStars(turn: Turn, own: Own, wished: string): Promise<Reply> {
  const stars = wishableStars.find((one) => String(one) === wished);
  if (!stars || !mayWish(own)) return notNow(own);
  const changed =
    own.wishedStars === stars
      ? own
      : await changeRegistration(
          turn.tx,
          turn.now,
          own,
          { wishedStars: stars },
          { officer: null, action: 'wish-stars' },
        );
  if (!changed) return changedMeanwhile;
  const { done, all } = neededCount(itemStandings({ ...own, wishedStars: stars }) ?? []);
  return reply(`⭐ Đã ghi mong muốn **${stars} sao**. Danh sách giờ có ${all} giấy cần gửi, đã có ${done}.`, {
    choices: [itemsChoice(own.code), oneChoice(own.code)],
  });
}

export function askWithdraw(own: Own): Reply {
  if (!afterAct(profileOf(own), standingOf(own), 'withdraw')) return notNow(own);
  return reply(
    `Rút đăng ký **${own.code}** (${own.productName})? Cán bộ sẽ thôi xem xét. Rút rồi thì không mở lại được, muốn tham gia phải đăng ký mới.`,
    { choices: [withdrawNowChoice(own.code), oneChoice(own.code, 'Không rút')] },
  );
}

export async function withdraw(turn: Turn, own: Own): Promise<Reply> {
  const standing = afterAct(profileOf(own), standingOf(own), 'withdraw');
  if (!standing) return notNow(own);
  const gone = await changeRegistration(turn.tx, turn.now, own, standingColumns(standing, turn.now), {
    officer: null,
    action: 'withdraw',
  });
  if (!gone) return changedMeanwhile;
  return reply(`Đã rút đăng ký **${own.code}**. Giấy tờ đã gửi vẫn xem được ở đây; muốn xoá hẳn, bạn gõ /riengtu.`, {
    choices: [listChoice(), registerChoice('Đăng ký sản phẩm khác')],
  });
}

function notNow(own: Own): Reply {
  return reply('Lúc này đăng ký không còn mở cho việc đó. Bạn xem đăng ký để biết việc tiếp theo.', {
    choices: [oneChoice(own.code, 'Xem đăng ký')],
  });
}
