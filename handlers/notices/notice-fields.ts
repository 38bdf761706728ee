/** The fields of a notice, as data, in the order in which guides show them. */
import { z } from 'zod';
import type { Field, Values } from '../../bot/dialog.ts';
import { readYesNo } from '../register/readings.ts';
import { fileSchema, has, kindName, moment, schemas } from './answers.ts';
import { type AudienceContext, audienceFields } from './audience-fields.ts';
import { kindNames, noticeKinds } from './notice.ts';
import {
  exampleDay,
  readEndOf,
  readFile,
  readPlace,
  readSeats,
  readStart,
  readTitle,
  readWords,
  usualDeadlines,
  usualStarts,
} from './notice-readings.ts';
import { readPasted } from './read-pasted.ts';
import { showMoment } from './when/show.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const momentOf = (value: unknown) => new Date(moment.parse(value));
const isDeadline = ({ kind }: Values) => kind === 'deadline';

export function noticeFields(context: AudienceContext, now: Date): Field[] {
  const day = exampleDay(now);
  const example = `8h sáng ${day}`;
  return [
    {
      name: 'kind',
      label: 'Loại thông báo',
      prompt:
        'Thông báo loại nào? Hoặc dán cả nội dung, tôi tự điền. Ví dụ: **Tập huấn bao bì, 8h sáng thứ 5 tuần sau tại UBND xã Vĩnh Hải, 40 người**.',
      options: noticeKinds.map((kind) => ({ label: kindNames[kind], value: kind })),
      read: (heard) => {
        const kind = heard.kind === 'text' ? readPasted(heard.text, now).kind : undefined;
        return kind
          ? { kind: 'value', value: kind }
          : { kind: 'no', why: 'Tôi chưa rõ đây là loại nào. Bạn bấm một nút, rồi dán nội dung ở bước **Tiêu đề**.' };
      },
      schema: schemas.kind,
      show: kindName,
    },
    {
      name: 'title',
      label: 'Tiêu đề',
      prompt: 'Tiêu đề ngắn, nói rõ việc gì? Ví dụ: **Tập huấn thiết kế bao bì**. Dán cả thông báo vào đây cũng được.',
      free: true,
      read: readTitle(now),
      schema: schemas.title,
      // Of a whole notice that is pasted anew nothing old may stay where the text says something else.
      rewrites: ['start', 'end', 'place', 'seats', 'content'],
      show: text,
    },
    {
      name: 'start',
      label: 'Bắt đầu',
      when: (values) => has(values, 'start'),
      numeric: true,
      prompt: (values) =>
        isDeadline(values)
          ? `Hạn chót là lúc nào? Ví dụ: **17h ngày ${day}**.`
          : `Bắt đầu lúc nào? Ví dụ: **${example}**, hoặc **8h đến 11h30 thứ Năm tuần sau**.`,
      read: (heard, values, asked) =>
        readStart(now, isDeadline(values) ? usualDeadlines : usualStarts, example)(heard, asked),
      schema: moment,
      conflict: (value) =>
        momentOf(value) > now
          ? null
          : `${showMoment(momentOf(value))} đã qua. Bạn ghi lúc sắp tới, ví dụ: **${example}**.`,
      show: (value) => showMoment(momentOf(value)),
    },
    {
      name: 'end',
      label: 'Kết thúc',
      when: (values) => has(values, 'end'),
      optional: true,
      numeric: true,
      prompt: 'Kết thúc lúc nào? Ví dụ: **11h30**, hoặc **16h ngày hôm sau**. Chưa rõ thì bấm **Bỏ qua**.',
      read: readEndOf(now),
      schema: moment,
      conflict: (value, { start }) =>
        typeof start === 'string' && momentOf(value) <= momentOf(start)
          ? `Lúc kết thúc (${showMoment(momentOf(value))}) phải sau lúc bắt đầu (${showMoment(momentOf(start))}). Bạn ghi lại, ví dụ: **11h30**.`
          : null,
      show: (value) => showMoment(momentOf(value)),
    },
    {
      name: 'place',
      label: 'Địa điểm',
      when: (values) => has(values, 'place'),
      free: true,
      prompt: 'Ở đâu? Ví dụ: **Hội trường UBND xã Vĩnh Hải**.',
      read: readPlace,
      schema: schemas.place,
      show: text,
    },
    {
      name: 'seats',
      label: 'Số chỗ',
      when: (values) => has(values, 'seats'),
      optional: true,
      numeric: true,
      prompt: 'Nhận bao nhiêu người? Ví dụ: **40**. Không giới hạn thì bấm **Bỏ qua**.',
      read: readSeats,
      schema: schemas.seats,
      show: (value) => Number(value).toLocaleString('vi-VN'),
    },
    {
      name: 'content',
      label: 'Nội dung',
      free: true,
      prompt:
        'Người nhận cần biết gì thêm? Ví dụ: **Mời chủ thể mang theo mẫu bao bì đang dùng. Học viên được hỗ trợ tài liệu**.',
      read: readWords(2, 1500, 'Mời chủ thể mang theo mẫu bao bì đang dùng'),
      schema: schemas.content,
      show: text,
    },
    ...audienceFields(context),
    {
      name: 'signUp',
      label: 'Đăng ký tham dự',
      when: (values) => has(values, 'signUp'),
      prompt: 'Người nhận có cần báo tham dự không? Có thì dưới tin có nút **Tham dự** và **Không**.',
      options: [
        { label: 'Có đăng ký', value: true },
        { label: 'Không cần', value: false },
      ],
      read: readYesNo('Có đăng ký', 'Không cần'),
      schema: z.boolean(),
      show: (value) => (value === true ? 'có' : 'không cần'),
    },
    {
      name: 'attachment',
      label: 'Ảnh hoặc tệp',
      optional: true,
      takesFiles: true,
      prompt: 'Gửi kèm một ảnh hoặc tệp (dưới 10 MB), ví dụ giấy mời. Không có thì bấm **Bỏ qua**.',
      read: readFile,
      schema: fileSchema,
      show: (value) => fileSchema.parse(value).name,
    },
    {
      name: 'urgent',
      label: 'Mức khẩn',
      prompt: 'Gấp đến mức nào? Tin **khẩn** gửi cả trong giờ yên tĩnh ban đêm; tin bình thường chờ đến sáng.',
      options: [
        { label: 'Bình thường', value: false },
        { label: 'Khẩn', value: true },
      ],
      schema: z.boolean(),
      show: (value) => (value === true ? 'Khẩn' : 'Bình thường'),
    },
    {
      name: 'sendAt',
      label: 'Thời điểm gửi',
      prompt: `Gửi lúc nào? Bấm **Gửi ngay**, hoặc ghi ngày giờ, ví dụ: **7h sáng mai**.`,
      options: [{ label: 'Gửi ngay', value: 'now' }],
      numeric: true,
      read: (heard, _values, asked) => readStart(now, usualStarts, '7h sáng mai')(heard, asked),
      schema: schemas.sendAt,
      conflict: (value, values) => sendingConflict(value, values, now),
      show: (value) => (value === 'now' ? 'gửi ngay' : showMoment(momentOf(value))),
    },
  ];
}

function sendingConflict(value: unknown, values: Values, now: Date): string | null {
  if (value === 'now') return null;
  const at = momentOf(value);
  if (at <= now) return `${showMoment(at)} đã qua. Bạn bấm **Gửi ngay**, hoặc ghi lúc sắp tới, ví dụ: **7h sáng mai**.`;
  const start = has(values, 'start') && typeof values.start === 'string' ? momentOf(values.start) : null;
  return start !== null && at >= start
    ? `Tin phải gửi trước ${showMoment(start)}. Bạn ghi lúc gửi sớm hơn, hoặc bấm **Gửi ngay**.`
    : null;
}
