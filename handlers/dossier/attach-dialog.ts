/** Takes photos, PDF and DOCX files for one item of the checklist. */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../bot/capability.ts';
import type { Dialog, Heard, Json, Reading } from '../../bot/dialog.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { writeAudit } from '../registration/store.ts';
import { filesChoice, itemsChoice } from './choices.ts';
import { findStanding, isOurs, isThere, itemStandings } from './item-standing.ts';
import { findOwn, isOpen, notYours, type Own, placeOf } from './own.ts';

/** Files of one item; with the size limit of each it bounds what one item can hold. */
export const filesPerItem = 10;

const aboutSchema = z.object({
  code: z.string(),
  item: z.string(),
  name: z.string(),
  /** How many more files the item takes. */
  room: z.number().int().min(1),
});
type About = z.infer<typeof aboutSchema>;

export const fileSchema = z.object({ hash: z.string(), name: z.string(), mime: z.string(), bytes: z.number() });
const filesSchema = z.array(fileSchema).min(1);

export const attachDialog: HostedDialog = {
  name: 'attach',
  command: null,
  title: 'gửi giấy tờ',
  begin: async (_turn, seed) => readAbout(seed),
  seedOf: (context) => context,
  build: (context) => dialogFor(readAbout(context)),
  async submit(turn, values, context) {
    const about = readAbout(context);
    const own = await findOwn(turn, about.code);
    if (!own) return [notYours];
    return [await attachFiles(turn, own, about.item, filesSchema.parse(values.files))];
  },
};

/** What the dialog is begun with; null where the item takes no more files. */
export function attachSeed(own: Own, key: string): Json | null {
  const standing = findStanding(own, key);
  if (!standing || !isOurs(standing)) return null;
  const room = filesPerItem - standing.files.length;
  return room < 1 ? null : { code: own.code, item: key, name: standing.item.name, room };
}

function readAbout(context: Json): About {
  return aboutSchema.safeParse(context).data ?? { code: '', item: '', name: 'Giấy tờ', room: 1 };
}

function dialogFor({ name, room }: About): Dialog {
  return {
    name: 'attach',
    title: 'gửi giấy tờ',
    version: 1,
    submit: 'Xong',
    withoutReview: true,
    atStake: 'Các tệp vừa gửi không được ghi vào hồ sơ.',
    fields: [
      {
        name: 'files',
        label: 'Tệp',
        prompt: `Gửi ảnh chụp, tệp PDF hoặc Word (DOCX) của mục **${name}**: tối đa ${room} tệp, mỗi tệp dưới 10 MB, ví dụ ảnh chụp rõ từng trang. Đủ rồi bấm **Xong**.`,
        most: room,
        takesFiles: true,
        read: readFile,
        schema: filesSchema,
        show: (value) => (Array.isArray(value) && value.length > 0 ? `${value.length} tệp` : ''),
      },
    ],
  };
}

function readFile(heard: Heard): Reading {
  return heard.kind === 'file'
    ? { kind: 'value', value: heard.file }
    : {
        kind: 'no',
        why: 'Bạn gửi ảnh chụp, tệp PDF hoặc Word của mục này. Đủ rồi thì bấm **Xong**, thôi thì bấm **Huỷ**.',
      };
}

/** Said of an item that takes no more. */
export const itemIsFull = `Mục này đã đủ ${filesPerItem} tệp. Bạn xoá bớt một tệp rồi gửi tệp mới.`;

export async function attachFiles(
  turn: Turn,
  own: Own,
  item: string,
  files: z.infer<typeof filesSchema>,
): Promise<Reply> {
  const standing = findStanding(own, item);
  if (!standing || !isOurs(standing) || !isOpen(own, 'attach')) {
    return reply(
      'Hồ sơ này hiện không nhận thêm tệp nên tôi chưa ghi các tệp vừa gửi. Bạn gõ /hoso để xem hồ sơ ở đâu.',
    );
  }
  const { tx, now } = turn;
  await tx.registrationFile.createMany({
    data: files.map((file) => ({ ...file, registrationId: own.id, item, createdAt: now })),
    skipDuplicates: true,
  });
  await tx.dossierItem.upsert({
    where: { registrationId_item: { registrationId: own.id, item } },
    create: { registrationId: own.id, item, state: 'sent', updatedAt: now },
    update: { state: 'sent', remark: null, updatedAt: now },
  });
  await writeAudit(
    tx,
    now,
    { officer: null, action: 'attach' },
    `registration:${own.id}`,
    { ...placeOf(own), item, state: standing.state, files: standing.files.length },
    { ...placeOf(own), item, state: 'sent', added: files.map(({ hash }) => hash) },
  );
  const left = (itemStandings(own) ?? []).filter(
    (one) => one.item.need === 'required' && isOurs(one) && !isThere(one) && one.item.key !== item,
  );
  return reply(
    [
      `📤 Đã ghi ${files.length} tệp cho mục **${standing.item.name}**.`,
      left.length > 0
        ? `Giấy bắt buộc còn thiếu: ${left.map(({ item }) => item.name).join('; ')}.`
        : 'Các giấy bắt buộc gửi qua đây đã đủ.',
    ].join('\n'),
    {
      choices: [itemsChoice(own.code), filesChoice(own.code, item, 'Xem tệp đã gửi')],
    },
  );
}
