/** `Sửa thông tin`: the fields of `/dangky` once more, from what was told, opening in the review. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../bot/capability.ts';
import { type Dialog, fieldsOf, type Json, type Values } from '../../bot/dialog.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { profileById, programmeProfileIds } from '../programme/profile.ts';
import { answerColumns, answersOf } from '../register/answer-columns.ts';
import { type Answers, answersSchema, registerDialog } from '../register/dialog.ts';
import type { SuggestGroups } from '../register/group-field.ts';
import { findSame } from '../register/same-product.ts';
import { deskName } from '../registration/desk.ts';
import { changeRegistration, profileOf, standingOf } from '../registration/store.ts';
import { oneChoice } from './choices.ts';
import { findOwn, isOpen, notYours, type Own } from './own.ts';
import type { OnDesk } from './send-dossier.ts';
import { shortened } from './wording.ts';

export interface CorrectOptions {
  suggest: SuggestGroups;
  keptDays: number;
  onDesk: OnDesk;
  /** Shows the registration as it now is. */
  show(turn: Turn, own: Own): Reply;
}

const contextSchema = z.object({
  code: z.string(),
  /** Of the registration as it was when the person began: what they correct must be what they saw. */
  version: z.number(),
  profile: z.string(),
  values: z.record(z.string(), z.json()),
});

/** A draft of an older shape leads to no registration, and its end says so. */
function readContext(context: Json): z.infer<typeof contextSchema> {
  const fallback = { code: '', version: 0, profile: programmeProfileIds.at(-1) ?? '', values: {} };
  return contextSchema.safeParse(context).data ?? fallback;
}

/** What the dialog is begun with. */
export function correctSeed(own: Own): Json {
  const { code, version, profile, files } = own;
  return { code, version, profile, values: { ...answersOf(own, files) } };
}

export function createCorrectDialog(options: CorrectOptions): HostedDialog {
  const { onDesk, show } = options;

  const build = (context: Json): Dialog => {
    const { profile } = readContext(context);
    const asked = { profile: profileById(profile), known: null, hasConsent: true, keptDays: options.keptDays };
    return {
      ...registerDialog(asked, options.suggest),
      name: 'correct',
      title: 'sửa đăng ký',
      submit: 'Lưu thay đổi',
      atStake: 'Những gì vừa sửa không được lưu, đăng ký vẫn như cũ.',
    };
  };

  return {
    name: 'correct',
    command: null,
    title: 'sửa đăng ký',
    begin: async (_turn, seed) => seed,
    seedOf: (context) => context,
    initial: (context) => readContext(context).values,
    build,
    async submit(turn, values, context) {
      const seen = readContext(context);
      const own = await findOwn(turn, seen.code);
      if (!own) return [notYours];
      const changed = whatChanged(build(context), seen.values, values);
      if (changed.length > 0 && (own.version !== seen.version || !isOpen(own, 'correct')))
        return [notSaved(own, changed), show(turn, own)];
      if (changed.length === 0) return [reply('Không có gì thay đổi nên đăng ký vẫn như cũ.'), show(turn, own)];
      const answers = answersSchema.parse(values);
      const key = answerColumns(answers).sameKey;
      const same = key === own.sameKey ? null : await findSame(turn.tx, turn.personId, key);
      if (same?.isOwn) {
        return [
          reply(
            `Sản phẩm này trùng với đăng ký **${same.code}** của bạn nên tôi chưa lưu. Bạn sửa bên đó, hoặc đặt tên khác.`,
            {
              choices: [oneChoice(same.code, `Xem ${same.code}`), oneChoice(own.code)],
            },
          ),
        ];
      }
      return save(turn, own, answers, changed);
    },
  };

  async function save(turn: Turn, own: Own, answers: Answers, changed: readonly Changed[]): Promise<Reply[]> {
    const columns = answerColumns(answers);
    const { tx, now } = turn;
    const isMoved = columns.communeCode !== own.communeCode;
    // The commune confirmed other numbers, or another commune did (plan V.17).
    const isUnconfirmed =
      isMoved || columns.localMaterial !== own.localMaterial || columns.localLabour !== own.localLabour;
    const saved = await changeRegistration(
      tx,
      now,
      own,
      {
        ...columns,
        ...(isUnconfirmed && { confirmedMaterial: null, confirmedLabour: null, confirmedAt: null }),
        ...(isMoved && own.waitsFor !== null && { waitsSince: now }),
      },
      { officer: null, action: 'correct' },
    );
    if (!saved) {
      const fresh = await findOwn(turn, own.code);
      return fresh ? [notSaved(fresh, changed), show(turn, fresh)] : [notYours];
    }
    const photo = { registrationId: own.id, item: 'photo' };
    await tx.registrationFile.deleteMany({
      where: { ...photo, hash: { notIn: answers.photos.map(({ hash }) => hash) } },
    });
    await tx.registrationFile.createMany({
      data: answers.photos.map((one) => ({ ...photo, ...one, createdAt: now })),
      skipDuplicates: true,
    });
    if (isMoved && saved.waitsFor !== null) await onDesk(turn, saved);
    const next = saved.status === 'changes' ? ' Xong hết thì bấm **Gửi lại**.' : '';
    const fresh = await findOwn(turn, own.code);
    return [
      reply(
        `✅ Đã lưu: ${changed.map(({ label }) => label).join(', ')}.${isUnconfirmed && own.confirmedAt ? ' Xã sẽ xác nhận lại.' : ''}${next}`,
      ),
      ...(fresh ? [show(turn, fresh)] : []),
    ];
  }
}

/** A field of the form whose value is no longer the same, and that value as it is shown. */
interface Changed {
  label: string;
  value: string;
}

function whatChanged(dialog: Dialog, before: Values, after: Values): Changed[] {
  return fieldsOf(dialog, after)
    .filter(({ name }) => !isDeepStrictEqual(before[name], after[name]))
    .map(({ label, name, show }) => {
      const value = after[name];
      return { label, value: value === undefined ? 'để trống' : show(value, after) };
    });
}

/** Officers did something meanwhile: the person must know what to do again, or whom to tell it. */
function notSaved(own: Own, changed: readonly Changed[]): Reply {
  const lost = changed.map(({ label, value }) => `• ${label}: ${shortened(value, 200)}`);
  const { waitsFor } = standingOf(own);
  const desk = deskName(own, profileOf(own), waitsFor ?? 'commune');
  const way = isOpen(own, 'correct')
    ? 'Đăng ký vừa được cập nhật. Bạn xem lại bên dưới, còn cần sửa thì bấm **Sửa thông tin** và ghi lại.'
    : waitsFor === null
      ? `Lúc này không sửa ở đây được nữa. Cần sửa, bạn báo ${desk}.`
      : `Lúc này không sửa ở đây được nữa vì đăng ký đang chờ ${desk} xem. Bạn báo ${desk} những điều trên để cán bộ trả lại cho bạn sửa.`;
  return reply(['Tôi chưa lưu phần bạn vừa sửa:', ...lost, way].join('\n'));
}
