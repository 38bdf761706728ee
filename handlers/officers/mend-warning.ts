/** Said before a dossier goes on, or is scored, while an item still stands as to be mended. */
import { decisionsOpen } from '../registration/flow.ts';
import { profileOf, type Registration, standingOf } from '../registration/store.ts';

/** `way`: how to get from the question or the review back to the decisions. Null where nothing is to be mended. */
export function mendWarning(one: Registration, toMend: number, way: string): string | null {
  if (toMend === 0) return null;
  const said = `Có ${toMend} giấy tờ bạn ghi **cần sửa** mà chủ thể chưa được báo`;
  // Not every level may send a dossier back to its producer.
  return decisionsOpen(profileOf(one), standingOf(one)).includes('ask-changes')
    ? `${said}: muốn chủ thể sửa trước thì ${way}, rồi **Yêu cầu sửa**.`
    : `${said}.`;
}
