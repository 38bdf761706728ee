/**
 * Corrects whom to call about a registration, at any time until it is decided: the rest is corrected before review, in
 * `/hoso` (right to correct: Luật 91/2025/QH15).
 */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../bot/capability.ts';
import type { Dialog, Json, Values } from '../../bot/dialog.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { profileById } from '../programme/profile.ts';
import { showPhone } from '../register/phone.ts';
import { readName, readPhoneNumber } from '../register/readings.ts';
import { changeRegistration } from '../registration/store.ts';
import { dossiers } from './choices.ts';
import { lockedRegistrations, mayCorrectContact, ownRegistrations } from './own-registrations.ts';
import { shortened } from './wording.ts';

const contactSchema = z.object({
  code: z.string(),
  productName: z.string(),
  profile: z.string(),
  representative: z.string(),
  phone: z.string(),
});
type Contact = z.infer<typeof contactSchema>;
const contextSchema = z.array(contactSchema);
const answersSchema = z.object({ registration: z.string().optional(), representative: z.string(), phone: z.string() });

export const correctContactDialog: HostedDialog = {
  name: 'correct-contact',
  command: null,
  title: 'sửa người đại diện, điện thoại',
  async begin({ tx, personId }) {
    const open = (await ownRegistrations(tx, personId)).filter(mayCorrectContact);
    return open.map(({ code, productName, profile, representative, phone }) => ({
      code,
      productName,
      profile,
      representative,
      phone,
    }));
  },
  build: (context) => dialogOver(readContext(context)),
  submit: async (turn, values, context) => [await correctContact(turn, values, readContext(context))],
};

function readContext(context: Json): Contact[] {
  return contextSchema.safeParse(context).data ?? [];
}

/** The one that was chosen; the only one needs no choosing. */
function chosen(contacts: readonly Contact[], { registration }: Values): Contact | undefined {
  return contacts.length > 1 ? contacts.find(({ code }) => code === registration) : contacts[0];
}

function dialogOver(contacts: readonly Contact[]): Dialog {
  const written = (values: Values) => chosen(contacts, values);
  return {
    name: 'correct-contact',
    title: 'sửa người đại diện, điện thoại',
    version: 1,
    submit: 'Lưu thay đổi',
    fields: [
      {
        name: 'registration',
        label: 'Đăng ký',
        prompt: 'Bạn sửa cho đăng ký nào? Bấm một mã, hoặc gõ mã, ví dụ: **OCOP-2026-0001**.',
        when: () => contacts.length > 1,
        options: contacts.map(({ code, productName }) => ({
          label: `${code} · ${shortened(productName, 30)}`,
          value: code,
        })),
        read(heard) {
          const typed = heard.kind === 'text' ? heard.text.trim().toUpperCase() : '';
          const found = contacts.find(({ code }) => code === typed);
          return found
            ? { kind: 'value', value: found.code }
            : {
                kind: 'no',
                why: 'Tôi không thấy mã này trong các đăng ký còn sửa được của bạn. Bạn bấm một mã bên dưới.',
              };
        },
        schema: z.string().refine((code) => contacts.some((one) => one.code === code)),
        show: String,
      },
      {
        name: 'representative',
        label: 'Người đại diện',
        prompt: 'Họ tên người đại diện? Không đổi thì bấm tên cũ. Ví dụ: **Nguyễn Thị Lan**.',
        free: true,
        options: (values) => again(written(values)?.representative),
        read: (heard, values) => {
          const profile = written(values)?.profile;
          return profile === undefined
            ? { kind: 'no', why: 'Bạn chọn đăng ký trước giúp tôi.' }
            : readName(profileById(profile), 80, 'Nguyễn Thị Lan')(heard);
        },
        schema: z.string().min(2).max(80),
        show: String,
      },
      {
        name: 'phone',
        label: 'Số điện thoại',
        prompt: 'Số điện thoại để cán bộ liên hệ? Không đổi thì bấm số cũ. Ví dụ: **0905 123 456**.',
        numeric: true,
        asksContact: true,
        options: (values) => again(written(values)?.phone, showPhone),
        read: readPhoneNumber,
        schema: z.string().regex(/^\+84\d{9,10}$/),
        show: (value) => showPhone(String(value)),
      },
    ],
  };
}

function again(value: string | undefined, show: (value: string) => string = String) {
  return value === undefined ? [] : [{ label: show(value), value }];
}

async function correctContact(turn: Turn, values: Values, contacts: readonly Contact[]): Promise<Reply> {
  const { representative, phone } = answersSchema.parse(values);
  const code = chosen(contacts, values)?.code;
  const one = (await lockedRegistrations(turn.tx, turn.personId)).find((own) => own.code === code);
  if (!one || !mayCorrectContact(one)) {
    return reply(
      'Đăng ký này đã có kết quả, đã rút hoặc không còn, nên tôi chưa sửa được ở đây. Bạn nhờ UBND xã, phường nơi sản xuất sửa giúp.',
      { choices: [dossiers] },
    );
  }
  if (one.representative === representative && one.phone === phone) {
    return reply(`Không có gì khác với bản đang ghi của **${one.code}**, tôi giữ nguyên.`, { choices: [dossiers] });
  }
  const changed = await changeRegistration(
    turn.tx,
    turn.now,
    one,
    { representative, phone },
    { officer: null, action: 'correct-contact' },
  );
  if (!changed) throw new Error('A locked registration was changed.');
  return reply(
    [`Đã sửa **${one.code}**:`, `• Người đại diện: ${representative}`, `• Số điện thoại: ${showPhone(phone)}`].join(
      '\n',
    ),
    { choices: [dossiers] },
  );
}
