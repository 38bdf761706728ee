/** `Tải dữ liệu về`: all that is held about the person as one JSON file, and nothing about anybody else. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply, replySchema } from '../../bot/message.ts';
import { correct, remove } from './choices.ts';
import { type Own, ownRegistrations } from './own-registrations.ts';

export async function download(turn: Turn): Promise<Reply> {
  return reply('Đây là toàn bộ dữ liệu tôi giữ về bạn, trong một tệp chữ (JSON).', {
    attachment: {
      name: 'du-lieu-cua-toi.json',
      mime: 'application/json',
      text: JSON.stringify(
        await everythingAbout(turn),
        (_, value) => (typeof value === 'bigint' ? `${value}` : value),
        2,
      ),
    },
    choices: [correct, remove],
  });
}

async function everythingAbout({ tx, now, personId }: Turn) {
  const registrations = await ownRegistrations(tx, personId);
  const drafts = await tx.draft.findMany({ where: { personId }, orderBy: { dialog: 'asc' } });
  const consents = await tx.consent.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  const offices = await tx.officer.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  const subscription = await tx.subscription.findUnique({ where: { personId } });
  const signUps = await tx.signUp.findMany({
    where: { personId },
    orderBy: { noticeId: 'asc' },
    include: { notice: { select: { title: true } } },
  });
  const joinings = await tx.joining.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  const wrongCodes = await tx.wrongCode.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  return {
    lap_luc: now,
    tro_chuyen: await talks({ tx, personId }, offices.length > 0, registrations),
    dong_y: consents.map((one) => renamed(one, consentNames)),
    ban_ghi_do: drafts.map(({ dialog, draft, touchedAt }) => ({
      viec: dialog,
      lan_cuoi: touchedAt,
      da_ghi: draftSchema.safeParse(draft).data?.state.values ?? {},
    })),
    dang_ky: registrations.map(({ files, items, ...one }) => ({
      ...renamed(one, registrationNames),
      anh_va_tep: files.map((file) => renamed(file, fileNames)),
      muc_ho_so: items.map((item) => renamed(item, itemNames)),
    })),
    nhan_thong_bao: subscription && renamed(subscription, subscriptionNames),
    dang_ky_tham_du: signUps.map(({ notice, ...one }) => ({ thong_bao: notice.title, ...renamed(one, signUpNames) })),
    vai_tro_can_bo: offices.map((one) => renamed(one, officeNames)),
    noi_tai_khoan: joinings.map(({ at }) => at),
    lan_gui_sai_ma: wrongCodes.map(({ at }) => at),
  };
}

/** Only what was answered: what a dialog was begun with may be a case of somebody else. */
const draftSchema = z.object({ state: z.object({ values: z.record(z.string(), z.json()) }) });

async function talks({ tx, personId }: Pick<Turn, 'tx' | 'personId'>, isOfficer: boolean, own: readonly Own[]) {
  const conversations = await tx.conversation.findMany({
    where: { personId },
    orderBy: { id: 'asc' },
    include: {
      inbox: { orderBy: { id: 'asc' } },
      outbox: { orderBy: { id: 'asc' }, include: { broadcast: { select: { payload: true } } } },
      feedback: { orderBy: { id: 'asc' } },
      modelCalls: { orderBy: { id: 'asc' } },
    },
  });
  const shown = (payload: unknown) =>
    isOfficer && isAboutOthers(payload, own) ? withheld : withoutAttachment(payload);
  return conversations.map((one) => ({
    kenh: one.channel,
    ma_tai_khoan: one.sender,
    noi_tra_loi: one.chat,
    bat_dau: one.createdAt,
    tin_cuoi: one.lastInboundAt,
    khong_gui_duoc: one.unreachable,
    chon_nhan_tin_o_day: one.preferred,
    ...(!isOfficer && { dang_nho: one.memory }),
    tin_ban_gui: one.inbox.map(({ receivedAt, content }) => ({ luc: receivedAt, noi_dung: content })),
    tin_tra_loi: one.outbox.map(({ createdAt, payload, broadcast }) => ({
      luc: createdAt,
      noi_dung: shown(payload ?? broadcast?.payload),
    })),
    danh_gia: one.feedback.map(({ createdAt, kind, question, citations }) => ({
      luc: createdAt,
      loai: kind,
      cau_hoi: question,
      nguon: citations,
    })),
    nho_dich_vu_ngon_ngu: one.modelCalls.map((call) => renamed(call, modelCallNames)),
  }));
}

const withheld = '(tin công việc của cán bộ, có dữ liệu của người khác nên không đưa vào đây)';
const anyCode = /OCOP-\d{4}-\d{4,}/g;

/** What an officer was sent about a registration that is not their own, or a file of one. */
function isAboutOthers(payload: unknown, own: readonly Own[]): boolean {
  const sent = replySchema.safeParse(payload).data;
  if (!sent) return true;
  const codes = JSON.stringify([sent.text, sent.choices]).match(anyCode) ?? [];
  const isCase = sent.choices.some(({ value }) => value.startsWith('officer:'));
  return isCase || sent.attachment !== undefined || codes.some((code) => own.every((one) => one.code !== code));
}

/** An earlier download would otherwise hold all the ones before it. */
function withoutAttachment(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('attachment' in payload)) return payload;
  const { attachment, ...rest } = payload;
  const name = z.object({ name: z.string() }).safeParse(attachment).data?.name;
  return { ...rest, tep: name ?? null };
}

/** Ids of ours that mean nothing to a person. */
const innerColumns = new Set(['id', 'personId', 'conversationId', 'registrationId', 'noticeId', 'sameKey']);

/** A row with the names that a person can read; a column without one keeps its own, so that none is ever left out. */
function renamed(row: object, names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) =>
      innerColumns.has(column) ? [] : [[names[column] ?? column, value]],
    ),
  );
}

const consentNames = {
  purpose: 'muc_dich',
  version: 'ban_loi_van',
  channel: 'kenh',
  givenAt: 'luc_dong_y',
  withdrawnAt: 'luc_rut',
};
const modelCallNames = {
  kind: 'viec',
  model: 'ten_mo_hinh',
  question: 'cau_hoi_da_che',
  written: 'mo_hinh_viet',
  passages: 'doan_da_xem',
  inputTokens: 'token_doc',
  outputTokens: 'token_viet',
  latencyMs: 'mili_giay',
  verdict: 'ket_qua',
  faults: 'vi_sao',
  createdAt: 'luc',
};
const subscriptionNames = { topics: 'loai_tin', communeCode: 'ma_xa', chosenAt: 'chon_luc' };
const signUpNames = {
  state: 'tra_loi',
  people: 'so_nguoi',
  name: 'ho_ten',
  since: 'tu',
  dayRemindedAt: 'nhac_truoc_mot_ngay_luc',
  hoursRemindedAt: 'nhac_truoc_hai_gio_luc',
  attendedAt: 'diem_danh_luc',
  feedbackAskedAt: 'hoi_y_kien_luc',
  rating: 'diem_danh_gia',
  remark: 'y_kien',
};
const officeNames = { role: 'vai_tro', area: 'dia_ban', since: 'tu', revokedAt: 'thu_hoi_luc' };
const fileNames = {
  item: 'muc',
  hash: 'ma_noi_dung',
  name: 'ten',
  mime: 'loai',
  bytes: 'so_byte',
  createdAt: 'gui_luc',
};
const itemNames = { item: 'muc', state: 'tinh_trang', remark: 'y_kien', updatedAt: 'luc' };
const registrationNames = {
  code: 'ma',
  profile: 'bo_quy_dinh',
  isHelpRequest: 'nho_xa_giup',
  producerKind: 'loai_hinh',
  producerName: 'ten_chu_the',
  representative: 'nguoi_dai_dien',
  phone: 'dien_thoai',
  communeCode: 'ma_xa',
  productName: 'ten_san_pham',
  description: 'mo_ta',
  productGroup: 'nhom',
  criteriaSet: 'bo_tieu_chi',
  localMaterial: 'nguyen_lieu_dia_phuong',
  localLabour: 'lao_dong_dia_phuong',
  confirmedMaterial: 'nguyen_lieu_xa_xac_nhan',
  confirmedLabour: 'lao_dong_xa_xac_nhan',
  confirmedAt: 'xac_nhan_luc',
  outputAndPrice: 'san_luong_va_gia',
  papers: 'giay_to_da_co',
  wishedStars: 'so_sao_mong_muon',
  status: 'tinh_trang',
  waitsFor: 'dang_cho_cap',
  waitsSince: 'cho_tu',
  remark: 'y_kien',
  version: 'lan_sua',
  scoreHundredths: 'diem_phan_tram',
  stars: 'sao',
  certifiedOn: 'cong_nhan_ngay',
  certificateEnds: 'het_han_ngay',
  decisionNumber: 'so_quyet_dinh',
  renewalToldAt: 'nhac_lai_luc',
  submittedAt: 'gui_luc',
  updatedAt: 'cap_nhat_luc',
};
