/** `/dangky`: a producer registers a product idea (plan V.16, V.17). */
import { z } from 'zod';
import type { Capability, HostedDialog, Turn } from '../../bot/capability.ts';
import type { Json, Values } from '../../bot/dialog.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { profileAt, profileById } from '../programme/profile.ts';
import { communeUnder } from '../programme/units.ts';
import { afterSubmission } from '../registration/flow.ts';
import { createRegistration, nextCode, type Registration, standingColumns } from '../registration/store.ts';
import { answerColumns } from './answer-columns.ts';
import { hasConsent, keepConsent, withdrawConsent } from './consent.ts';
import { type Answers, answersSchema, knownSchema, registerDialog, registerDialogName } from './dialog.ts';
import type { SuggestGroups } from './group-field.ts';
import { readFields } from './read-fields.ts';
import { receiptOf } from './receipt.ts';
import { findSame, sameKey } from './same-product.ts';

export interface RegisterOptions {
  suggest: SuggestGroups;
  /** `PROGRAMME_PROFILE`; null: the clock chooses. */
  configuredProfile: string | null;
  /** How long a finished registration is kept, in days. */
  keptDays: number;
  /** A language model helps to read longer answers; the consent says so. */
  usesModel?: boolean;
  /** Called within the turn that made it. */
  onRegistered(turn: Turn, registration: Registration): Promise<void>;
}

const contextSchema = z.object({ known: knownSchema.nullable(), hasConsent: z.boolean() });

const spellings = [
  'dangki',
  'dangkysanpham',
  'dangkyocop',
  'dangkysanphamocop',
  'toimuondangky',
  'toimuondangkysanpham',
];

export function createRegister(options: RegisterOptions): Capability {
  const { usesModel = false } = options;
  const readContext = (context: Json, now: Date) => {
    const stored = contextSchema.safeParse(context).data;
    return {
      // A draft may outlive the rules that it was begun under; it is sent under those that hold.
      profile: profileAt(now, options.configuredProfile),
      known: stored?.known ?? null,
      hasConsent: stored?.hasConsent ?? false,
      keptDays: options.keptDays,
      usesModel,
    };
  };

  const dialog: HostedDialog = {
    name: registerDialogName,
    command: 'dangky',
    title: 'đăng ký sản phẩm',
    async begin(turn) {
      const last = await turn.tx.registration.findFirst({
        where: { personId: turn.personId },
        orderBy: { id: 'desc' },
      });
      const profile = profileAt(turn.now, options.configuredProfile);
      const known = last && {
        kind: last.producerKind,
        producerName: last.producerName,
        representative: last.representative,
        phone: last.phone,
        commune: communeUnder(profile, last.communeCode),
      };
      return { known, hasConsent: await hasConsent(turn, usesModel) };
    },
    build: (context, now) => registerDialog(readContext(context, now), options.suggest),
    async notice(turn, { values, at }) {
      if (values.consent === true && Object.keys(values).length === 1) await keepConsent(turn, usesModel);
      if (at !== 'description' && at !== 'review') return null;
      return sameNotice(turn, values);
    },
    ...(usesModel && { understand: readFields }),
    async submit(turn, values, context) {
      const answers = answersSchema.parse(values);
      const key = sameKey(answers.producerName, answers.productName);
      const same = await findSame(turn.tx, turn.personId, key);
      if (same?.isOwn) {
        return [
          reply(
            `Sản phẩm này bạn đã đăng ký rồi, mã **${same.code}**. Tôi không ghi thêm bản thứ hai. Gõ /hoso để xem.`,
          ),
        ];
      }
      return [await register(turn, answers, readContext(context, turn.now).profile.id)];
    },
    async ended(turn, field) {
      if (field === 'consent') await withdrawConsent(turn);
    },
  };

  async function register(turn: Turn, answers: Answers, profileId: string): Promise<Reply> {
    const profile = profileById(profileId);
    const standing = afterSubmission(profile, answers.kind === 'unregistered');
    const registration = await createRegistration(
      turn.tx,
      {
        code: await nextCode(turn.tx, turn.now),
        personId: turn.personId,
        profile: profileId,
        ...answerColumns(answers),
        ...standingColumns(standing, turn.now),
        submittedAt: turn.now,
        updatedAt: turn.now,
        files: {
          create: answers.photos.map((photo) => ({ item: 'photo', ...photo, createdAt: turn.now })),
        },
      },
      { officer: null, action: 'submit' },
    );
    await options.onRegistered(turn, registration);
    return receiptOf(registration, profile, turn.now);
  }

  return {
    name: 'register',
    isPersonal: true,
    commands: [{ name: 'dangky', description: 'Đăng ký sản phẩm OCOP', also: spellings }],
    dialogs: [dialog],
    async command(turn) {
      turn.enter(dialog.name);
      return [];
    },
    async pick(turn) {
      turn.enter(dialog.name);
      return [];
    },
  };
}

async function sameNotice(turn: Turn, values: Values): Promise<string | null> {
  const { producerName, productName } = values;
  if (typeof producerName !== 'string' || typeof productName !== 'string') return null;
  const same = await findSame(turn.tx, turn.personId, sameKey(producerName, productName));
  if (!same) return null;
  return same.isOwn
    ? `⚠️ Bạn đã đăng ký sản phẩm này, mã **${same.code}**. Nếu là sản phẩm khác thì đổi tên cho khác; nếu trùng thì gõ **huỷ**, rồi /hoso để xem bản cũ.`
    : '⚠️ Có người đã đăng ký sản phẩm này của cùng chủ thể. Bạn hỏi lại trong cơ sở hoặc UBND xã, phường trước khi gửi, để không trùng.';
}
