/** What a dialog's state looks like to a person: the text, and the buttons with what each means. */
import {
  type Dialog,
  type DialogEvent,
  type DialogState,
  fieldAt,
  fieldsOf,
  type Navigation,
  reviewStep,
  submitLabel,
  troubleOf,
} from '../dialog.ts';
import { draftsKeptDays } from '../retention.ts';
import { optionsOf } from './entries.ts';
import { understoodLines } from './understood.ts';

export interface DialogView {
  text: string;
  buttons: { label: string; event: DialogEvent }[];
  asksContact: boolean;
  /** A bare number is an answer. */
  isNumeric?: boolean;
}

export function viewDialog(dialog: Dialog, state: DialogState): DialogView {
  const button = (label: string, to: Navigation) => ({
    label,
    event: { kind: 'go' as const, field: state.at, to },
  });
  const isEmpty = Object.keys(state.values).length === 0;
  switch (state.waiting?.kind) {
    case 'cancel':
      return {
        text: `Bỏ việc ${dialog.title} đang làm?${isEmpty ? '' : ` ${dialog.atStake ?? 'Những gì bạn đã ghi sẽ bị xoá.'}`}`,
        buttons: [button('Đồng ý bỏ', 'yes'), button('Làm tiếp', 'no')],
        asksContact: false,
      };
    case 'leave':
      return {
        text: `Bạn đang ${dialog.title} dở. Tạm dừng để làm việc khác? Tôi giữ lại những gì đã ghi trong ${draftsKeptDays} ngày.`,
        buttons: [button('Tạm dừng', 'yes'), button('Làm tiếp', 'no')],
        asksContact: false,
      };
    case 'change':
      return {
        text: 'Bạn muốn sửa mục nào?',
        buttons: [
          ...fieldsOf(dialog, state.values).map(({ name, label }) => ({
            label,
            event: { kind: 'change' as const, field: name },
          })),
          button('Không sửa nữa', 'no'),
        ],
        asksContact: false,
      };
    case 'understood':
      return {
        text: [
          headline(dialog, state, fieldAt(dialog, state)?.label ?? ''),
          'Tôi hiểu:',
          ...understoodLines(dialog, state.values, state.waiting.values),
          'Đúng không?',
        ].join('\n'),
        buttons: [button('Đúng rồi', 'yes'), button('Không phải', 'no'), button('Huỷ', 'cancel')],
        asksContact: false,
      };
  }
  const field = fieldAt(dialog, state);
  return field ? viewField(dialog, state, button) : viewReview(dialog, state, button);
}

type MakeButton = (label: string, to: Navigation) => DialogView['buttons'][number];

function viewField(dialog: Dialog, state: DialogState, button: MakeButton): DialogView {
  const field = fieldAt(dialog, state);
  if (!field) return { text: '', buttons: [], asksContact: false };
  const { values } = state;
  const value = values[field.name];
  const trouble = troubleOf(field, values);
  const isFirst = fieldsOf(dialog, values)[0] === field;
  const prompt = state.asked?.text ?? (typeof field.prompt === 'function' ? field.prompt(values) : field.prompt);
  const written = value === undefined || trouble !== null ? '' : field.show(value, values);
  const lines = [
    headline(dialog, state, field.label),
    ...(trouble === null ? [] : [trouble]),
    prompt,
    ...(written === '' ? [] : [`Đang ghi: **${written}**`]),
  ];
  const chosen = new Set(Array.isArray(value) ? value.map((one) => JSON.stringify(one)) : []);
  const options = optionsOf(field, state).map(({ label, value: option }) => ({
    label: chosen.has(JSON.stringify(option)) ? `✅ ${label}` : label,
    event: { kind: 'option' as const, field: field.name, value: option },
  }));
  const isList = field.most !== undefined;
  return {
    text: lines.join('\n'),
    buttons: [
      ...options,
      ...(state.waiting?.kind === 'verbatim' ? [button('Ghi nguyên câu vừa rồi', 'yes')] : []),
      ...(isList && (value !== undefined || !field.optional) ? [button('Xong', 'done')] : []),
      ...(!isList && written !== '' ? [button('Giữ nguyên', 'keep')] : []),
      ...(field.optional && value === undefined ? [button('Bỏ qua', 'skip')] : []),
      ...(isFirst ? [] : [button('Quay lại', 'back')]),
      button('Huỷ', 'cancel'),
    ],
    asksContact: field.asksContact === true,
    isNumeric: field.numeric === true,
  };
}

function viewReview(dialog: Dialog, state: DialogState, button: MakeButton): DialogView {
  const submit = submitLabel(dialog, state.values);
  const lines = fieldsOf(dialog, state.values).map((field) => {
    const value = state.values[field.name];
    return `• ${field.label}: ${value === undefined ? 'chưa ghi' : `**${field.show(value, state.values)}**`}`;
  });
  return {
    text: [headline(dialog, state, 'Xem lại'), ...lines, '', `Đúng rồi thì bấm **${submit}**.`].join('\n'),
    buttons: [button(submit, 'submit'), button('Sửa', 'change'), button('Huỷ', 'cancel')],
    asksContact: false,
  };
}

/** `Bước 3/13 · Tên chủ thể` */
function headline(dialog: Dialog, state: DialogState, label: string): string {
  const fields = fieldsOf(dialog, state.values);
  const at = state.at === reviewStep ? fields.length : fields.findIndex(({ name }) => name === state.at);
  const steps = dialog.withoutReview ? fields.length : fields.length + 1;
  return `Bước ${at + 1}/${steps} · ${label}`;
}
