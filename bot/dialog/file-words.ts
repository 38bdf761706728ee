/** What is said of a file that is not taken: for what it is, or for when it comes. */

import { type Dialog, type DialogState, fieldsOf } from '../dialog.ts';
import type { FileRefusal } from '../message.ts';

export const fileProblems: Readonly<Record<FileRefusal, string>> = {
  'too-large': 'Tệp này lớn quá 10 MB nên tôi không nhận được. Bạn chụp lại hoặc gửi bản nhẹ hơn.',
  'wrong-type': 'Tôi chỉ nhận ảnh (JPEG, PNG, WebP), tệp PDF hoặc Word (DOCX). Bạn gửi lại đúng loại giúp tôi.',
  unreadable: 'Tệp này bị hỏng nên tôi không mở được. Bạn gửi lại giúp tôi.',
  gone: 'Tôi không tải được tệp vừa rồi. Bạn gửi lại giúp tôi.',
};

/** Where a file that comes too early, or after its step, belongs; null in a dialog that takes none. */
export function laterStep(dialog: Dialog, state: DialogState): string | null {
  const step = fieldsOf(dialog, state.values).find(({ takesFiles }) => takesFiles);
  return step ? `Tôi chưa ghi tệp vừa rồi: bạn gửi lại ở bước **${step.label}** giúp tôi.` : null;
}
