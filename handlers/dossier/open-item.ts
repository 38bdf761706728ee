/**
 * A file that is sent while an item's page lies open goes to that item, without `Gửi tệp` being pressed first. Only
 * while it lies open: whatever else of `/hoso` is opened forgets it, and then it is asked where a file belongs.
 */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { fileProblems } from '../../bot/dialog/file-words.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { attachFiles, attachSeed, itemIsFull } from './attach-dialog.ts';
import { askWhere } from './held-files.ts';
import { showItem } from './item-page.ts';
import { findStanding, type ItemStanding, isOurs } from './item-standing.ts';
import { findOwn, isOpen, type Own } from './own.ts';
import { showFiles } from './sent-files.ts';

const slot = 'dossier';
/** Later than this after it was opened a file is more likely to be about something else. */
const openForMs = 60 * 60_000;
const openSchema = z.object({ code: z.string(), item: z.string(), at: z.number() });

/** An item that takes no files now is not remembered: by the time it does, its page is long forgotten. */
export function rememberItem(turn: Turn, own: Own, standing: ItemStanding): void {
  if (!isOurs(standing) || !isOpen(own, 'attach')) return;
  turn.remember(slot, { code: own.code, item: standing.item.key, at: turn.now.getTime() });
}

export function forgetItem(turn: Turn): void {
  turn.remember(slot, null);
}

/** Null where it is no file for a dossier: a dialog goes on, the caption asks something, or no dossier is being made. */
export async function takeFile(turn: Turn): Promise<Reply[] | null> {
  const { input } = turn;
  if (input.kind !== 'media' || input.file === undefined || input.caption.includes('?') || isInDialog(turn))
    return null;
  const open = turn.recall(slot, openSchema);
  if (!open || turn.now.getTime() - open.at > openForMs) return askWhere(turn, input);
  const own = await findOwn(turn, open.code);
  const standing = own && findStanding(own, open.item);
  if (!own || !standing || !isOurs(standing)) return askWhere(turn, input);
  // What an officer accepted is not replaced by a picture that happens to come, and a closed item says why it is.
  if (!isOpen(own, 'attach') || standing.state === 'accepted') return [showItem(own, standing)];
  if (attachSeed(own, open.item) === null) return [reply(itemIsFull), showFiles(own, open.item)];
  if (input.file.state === 'offered') {
    turn.wantFile();
    return [];
  }
  if (input.file.state === 'refused') return [reply(fileProblems[input.file.why])];
  const { hash, name, mime, bytes } = input.file;
  return [await attachFiles(turn, own, open.item, [{ hash, name, mime, bytes }])];
}
