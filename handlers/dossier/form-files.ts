/** Forms 01 and 02, filled in from what the producer told, as files to hand out. */
import { type Reply, reply } from '../../bot/message.ts';
import { nameInSentence, unitByCode } from '../programme/units.ts';
import { showPhone } from '../register/phone.ts';
import { profileOf } from '../registration/store.ts';
import { checklistQuestion } from './checklist-question.ts';
import { itemChoice, oneChoice } from './choices.ts';
import { dossierParts } from './dossier-parts.ts';
import type { DossierForm, EvidenceState } from './forms/dossier-form.ts';
import { fillForm01 } from './forms/form-01.ts';
import { fillForm02 } from './forms/form-02.ts';
import { evidenceKeys } from './item-keys.ts';
import type { ItemState } from './item-standing.ts';
import { outputAndPriceOf } from './output-and-price.ts';
import type { Own } from './own.ts';

/** Keeps bytes in the file store and gives back their hash. */
export type StoreFile = (bytes: Uint8Array) => Promise<string>;

export const docxMime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const sign = 'Bạn in ra, kiểm tra từng mục, điền chỗ còn trống, ký tên rồi gửi bản chụp vào mục này.';

/** One reply for each form; empty for a request for help, which leads to no dossier. */
export async function formReplies(own: Own, storeFile: StoreFile): Promise<Reply[]> {
  const form = formOf(own);
  if (!form) return [];
  const parts = dossierParts[form.rules];
  const made = [
    { key: 'form-01', name: `Phieu-dang-ky-${own.code}.docx`, bytes: await fillForm01(form) },
    { key: 'form-02', name: `Bao-cao-tu-danh-gia-${own.code}.docx`, bytes: await fillForm02(form) },
  ] as const;
  const replies: Reply[] = [];
  for (const { key, name, bytes } of made) {
    const hash = await storeFile(bytes);
    replies.push(
      reply(`**${parts[key].name}** đã điền sẵn. ${sign}`, {
        attachment: { name, mime: docxMime, hash, bytes: bytes.length },
        choices: [itemChoice(own.code, key, `Mở mục ${parts[key].name}`), oneChoice(own.code)],
      }),
    );
  }
  return replies;
}

const states: Readonly<Record<ItemState, EvidenceState>> = {
  missing: 'missing',
  sent: 'sent',
  accepted: 'passed',
  changes: 'to-mend',
};

/** What the forms are filled in from; null for a request for help. */
export function formOf(own: Own): DossierForm | null {
  const profile = profileOf(own);
  const question = checklistQuestion(own, profile);
  if (!question) return null;
  const { group, set, producerKind, papers, wishedStars, rules } = question;
  const commune = unitByCode(own.communeCode);
  const { output, price } = outputAndPriceOf(own.outputAndPrice);
  return {
    rules,
    evaluation: 'first',
    producerKind,
    producerName: own.producerName,
    representative: own.representative,
    position: null,
    address: null,
    phone: showPhone(own.phone),
    email: null,
    commune: commune && nameInSentence(commune),
    province: `tỉnh ${profile.province}`,
    productName: own.productName,
    description: own.description,
    group,
    set,
    subgroup: null,
    localMaterialPercent: own.confirmedMaterial ?? own.localMaterial,
    localLabourPercent: own.confirmedLabour ?? own.localLabour,
    yearlyOutput: output,
    price,
    papers,
    evidence: Object.fromEntries(
      own.items.flatMap(({ item, state }) => {
        const key = evidenceKeys.find((one) => one === item);
        return key ? [[key, states[state]]] : [];
      }),
    ),
    wishedStars,
    date: null,
  };
}
