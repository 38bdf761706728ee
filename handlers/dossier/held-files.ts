/** A file that came with no item open: it is kept until the person says which item it is for. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { fileProblems } from '../../bot/dialog/file-words.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { isQuestion } from '../../knowledge/is-question.ts';
import { attachFiles, fileSchema, filesPerItem } from './attach-dialog.ts';
import { needs } from './checklist-item.ts';
import { correctChoice, itemChoice, itemsChoice, putChoice } from './choices.ts';
import { showItem } from './item-page.ts';
import { type ItemStanding, isOurs, itemStandings } from './item-standing.ts';
import { findRunning, isOpen, type Own } from './own.ts';
import { findPhotoToMend, showPhotoWay } from './product-photo.ts';
import { showFiles } from './sent-files.ts';
import { shortened } from './wording.ts';

const slot = 'dossier-held';
const heldForMs = 60 * 60_000;
/** Pictures of one album arrive one by one: it is asked once for all of them. */
const askedAgainAfterMs = 5_000;
const mostItems = 8;
const heldSchema = z.object({ files: z.array(fileSchema).min(1), at: z.number() });

type Media = Extract<Turn['input'], { kind: 'media' }>;

/** Null where the person makes no dossier now, or asks something with the file. */
export async function askWhere(turn: Turn, media: Media): Promise<Reply[] | null> {
  const { file, caption } = media;
  if (file === undefined || isQuestion(caption)) return null;
  const running = await findRunning(turn);
  const owns = running.filter((own) => isOpen(own, 'attach'));
  const photoOf = findPhotoToMend(running, media);
  const [newest] = owns;
  if (!newest) return photoOf && showPhotoWay(turn, photoOf);
  if (file.state === 'offered') {
    turn.wantFile();
    return [];
  }
  if (file.state === 'refused') return [reply(fileProblems[file.why])];
  const before = held(turn);
  const others = (before?.files ?? []).filter(({ hash }) => hash !== file.hash);
  if (others.length >= filesPerItem) {
    turn.keepChoices();
    return [
      reply(`Tôi đang giữ ${others.length} tệp nên chưa giữ thêm tệp này. Bạn chọn mục cho các tệp đó trước nhé.`),
    ];
  }
  const { hash, name, mime, bytes } = file;
  turn.remember(slot, { files: [...others, { hash, name, mime, bytes }], at: turn.now.getTime() });
  if (before && turn.now.getTime() - before.at < askedAgainAfterMs) {
    turn.keepChoices();
    return [];
  }
  return [question(newest, owns, photoOf)];
}

function question(newest: Own, owns: readonly Own[], photoOf: Own | null): Reply {
  const choices = owns
    .flatMap((own) => (itemStandings(own) ?? []).filter(isLikely).map((standing) => ({ own, standing })))
    .sort((one, other) => rank(one.standing) - rank(other.standing))
    .slice(0, mostItems)
    .map(({ own, standing: { item } }) => {
      const product = owns.length > 1 ? ` · ${shortened(own.productName, 20)}` : '';
      return putChoice(own.code, item.key, `${shortened(item.name, 60)}${product}`);
    });
  const photoWay = photoOf ? ` Ảnh sản phẩm của ${photoOf.code} thì bấm **Sửa thông tin** rồi gửi lại ảnh ở đó.` : '';
  return reply(
    `Tệp bạn vừa gửi là của mục giấy tờ nào? Tôi đang giữ tệp, chưa ghi vào mục nào. Bạn bấm mục đó; mục khác thì mở trong **Danh sách giấy tờ**. Không phải giấy tờ thì bạn bỏ qua tin này.${photoWay}`,
    { choices: [...choices, itemsChoice(newest.code), ...(photoOf ? [correctChoice(photoOf.code)] : [])] },
  );
}

function isLikely(standing: ItemStanding): boolean {
  return isOurs(standing) && (standing.state === 'missing' || standing.state === 'changes');
}

/** What an officer waits for comes first. */
function rank({ state, item }: ItemStanding): number {
  return state === 'changes' ? -1 : needs.indexOf(item.need);
}

function held(turn: Turn): z.infer<typeof heldSchema> | null {
  const kept = turn.recall(slot, heldSchema);
  return kept && turn.now.getTime() - kept.at <= heldForMs ? kept : null;
}

/** On the page of an item that may take them, while files are held. */
export function putChoices(turn: Turn, own: Own, standing: ItemStanding): Choice[] {
  const kept = held(turn);
  if (!kept || !isOurs(standing) || !isOpen(own, 'attach') || standing.state === 'accepted') return [];
  return [putChoice(own.code, standing.item.key, `Ghi ${kept.files.length} tệp vừa gửi vào mục này`)];
}

/** Writes what is held to the item that the person chose. */
export async function putHeld(turn: Turn, own: Own, standing: ItemStanding): Promise<Reply[]> {
  const kept = held(turn);
  const { item, state, files } = standing;
  if (!kept) {
    const gone = 'Tôi không còn giữ tệp đó. Mục này đang mở: bạn gửi lại tệp ngay tại đây nhé.';
    return [...(isOpen(own, 'attach') ? [reply(gone)] : []), showItem(own, standing)];
  }
  // Neither is lost by it: they stay held for another item.
  if (!isOpen(own, 'attach') || !isOurs(standing) || state === 'accepted') return [showItem(own, standing)];
  const room = filesPerItem - files.length;
  if (kept.files.length > room) {
    return [
      reply(
        `Mục này chỉ còn chỗ cho ${Math.max(0, room)} tệp nên tôi chưa ghi ${kept.files.length} tệp vừa gửi. Bạn xoá bớt tệp cũ, rồi mở lại mục này.`,
        { choices: [itemChoice(own.code, item.key, 'Mở lại mục này')] },
      ),
      showFiles(own, item.key),
    ];
  }
  turn.remember(slot, null);
  return [await attachFiles(turn, own, item.key, kept.files)];
}
