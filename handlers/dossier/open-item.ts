/** A file that is sent while an item's page lies open goes to that item, without `Gửi tệp` being pressed first. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { fileProblems } from '../../bot/dialog/file-words.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { attachFiles, attachSeed, itemIsFull } from './attach-dialog.ts';
import { showItem } from './item-page.ts';
import { findStanding, isOurs } from './item-standing.ts';
import { findOwn, isOpen } from './own.ts';
import { showFiles } from './sent-files.ts';

const slot = 'dossier';
/** Later than this a picture is more likely to be about something else. */
const openForMs = 15 * 60_000;
const openSchema = z.object({ code: z.string(), item: z.string(), at: z.number() });

export function rememberItem(turn: Turn, code: string, item: string): void {
  turn.remember(slot, { code, item, at: turn.now.getTime() });
}

/** Null where no item is open for it, a dialog goes on, or the caption asks something. */
export async function takeForOpenItem(turn: Turn): Promise<Reply[] | null> {
  const { input } = turn;
  if (input.kind !== 'media' || input.file === undefined || input.caption.includes('?')) return null;
  const open = isInDialog(turn) ? null : turn.recall(slot, openSchema);
  if (!open || turn.now.getTime() - open.at > openForMs) return null;
  const own = await findOwn(turn, open.code);
  const standing = own && findStanding(own, open.item);
  if (!own || !standing || !isOurs(standing)) return null;
  // What an officer accepted is not replaced by a picture that happens to come, and a closed item says why it is.
  if (!isOpen(own, 'attach') || standing.state === 'accepted') return [showItem(own, standing)];
  if (attachSeed(own, open.item) === null) return [reply(itemIsFull), showFiles(own, open.item)];
  if (input.file.state === 'offered') {
    turn.wantFile();
    return [];
  }
  if (input.file.state === 'refused') return [reply(fileProblems[input.file.why])];
  rememberItem(turn, open.code, open.item);
  const { hash, name, mime, bytes } = input.file;
  return [await attachFiles(turn, own, open.item, [{ hash, name, mime, bytes }])];
}
