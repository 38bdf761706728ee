/** One registration: where it stands, whose turn it is, since when, what comes next and by when. Pure. */
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { type ProducerAct, producerActs } from '../registration/flow.ts';
import {
  againChoice,
  correctChoice,
  filesChoice,
  formsChoice,
  itemsChoice,
  listChoice,
  sendChoice,
  starsChoice,
  withdrawChoice,
} from './choices.ts';
import { itemStandings } from './item-standing.ts';
import { nextSteps } from './next-steps.ts';
import { isOpen, type Own } from './own.ts';
import { milestones, progressBar, statusWords } from './progress.ts';
import { dayOf, quoted, shortened } from './wording.ts';

export function showOne(own: Own, now: Date, configuredProfile: string | null): Reply {
  const way = milestones(own);
  const words = statusWords(own);
  const isToldRemark = own.status === 'changes' || own.status === 'declined' || own.status === 'accepted';
  return reply(
    [
      `**${own.code}** · ${shortened(own.productName, 120)}`,
      `${way ? `${progressBar(way.done, way.all)} · ` : ''}${words.charAt(0).toUpperCase()}${words.slice(1)}`,
      `${own.waitsFor === null ? 'Cập nhật' : 'Chờ từ'} ${dayOf(own.waitsSince ?? own.updatedAt)} · đăng ký ${dayOf(own.submittedAt)}${own.isHelpRequest ? '' : ` · mong ${own.wishedStars} sao`}`,
      ...(own.remark && isToldRemark ? ['', ...remarkLines(own.remark)] : []),
      '',
      ...nextSteps(own, now, configuredProfile),
    ].join('\n'),
    { choices: choicesOf(own) },
  );
}

function choicesOf(own: Own): Choice[] {
  const { code, status } = own;
  const open = new Set<ProducerAct>(producerActs.filter((act) => isOpen(own, act)));
  const hasChecklist = itemStandings(own) !== null;
  const isRunning = status !== 'declined' && status !== 'withdrawn';
  const photos = own.files.filter(({ item }) => item === 'photo').length;
  return [
    // Mended first, then sent again.
    ...(open.has('send-again') ? [correctChoice(code), againChoice(code)] : []),
    ...(hasChecklist && isRunning ? [itemsChoice(code)] : []),
    ...(open.has('correct') && !open.has('send-again') ? [correctChoice(code)] : []),
    ...(open.has('send-dossier') ? [sendChoice(code)] : []),
    ...(hasChecklist && isRunning && status !== 'rated' ? [formsChoice(code)] : []),
    ...(hasChecklist && mayWish(own) ? [starsChoice(code)] : []),
    ...(photos > 0 ? [filesChoice(code, 'photo', `Ảnh sản phẩm (${photos})`)] : []),
    ...(open.has('withdraw') ? [withdrawChoice(code)] : []),
    listChoice(0, 'Về danh sách'),
  ];
}

/** What is asked for item by item is a list already. */
function remarkLines(remark: string): string[] {
  return remark.startsWith('• ')
    ? ['Cán bộ nhắn:', ...shortened(remark, 500).split('\n')]
    : [`Cán bộ nhắn: ${quoted(remark)}`];
}

/** The wish may change while the producer has the registration in hand: it changes what the officers look for. */
export function mayWish(own: Own): boolean {
  return isOpen(own, 'correct') || isOpen(own, 'attach');
}
