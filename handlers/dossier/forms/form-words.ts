import { producerKindNames, producerKinds } from '../../programme/vocabulary.ts';
import { productGroupNames } from '../criteria-sets.ts';
import type { DossierRules } from '../item-keys.ts';
import { type DossierForm, type EvaluationKind, setOf, signingDay } from './dossier-form.ts';
import { oneLine } from './form-text.ts';
import type { Block, FormPaper, Tick } from './paper.ts';

/** The names that the rules give to the two forms, and what to know before signing them. */
export interface FormNames {
  form01: string;
  form02: string;
  note: string;
}

const CHECK = 'đối chiếu với mẫu do UBND xã, phường phát trước khi ký';

/** Quyết định 26/2026/QĐ-TTg, Phụ lục III; of the forms of 2023 only their names could be verified. */
export const formNames: Readonly<Record<DossierRules, FormNames>> = {
  'quyet-dinh-26-2026': {
    form01: 'Mẫu số 01',
    form02: 'Mẫu số 02',
    note: `Soạn theo nội dung Mẫu số {số}, Phụ lục III, Quyết định 26/2026/QĐ-TTg; ${CHECK}.`,
  },
  'quyet-dinh-148-2023': {
    form01: 'Theo Quyết định 148/QĐ-TTg',
    form02: 'Theo Quyết định 148/QĐ-TTg',
    note: `Hồ sơ theo Quyết định 148/QĐ-TTg; chúng tôi chưa xác minh được mẫu chính thức của quyết định này, hãy ${CHECK}.`,
  },
};

const evaluationNames: Readonly<Record<EvaluationKind, string>> = {
  first: 'Đánh giá lần đầu',
  upgrade: 'Nâng hạng',
  renewal: 'Đánh giá lại',
};

/** The three kinds of evaluation, the asked one ticked. */
export function evaluationTicks(evaluation: EvaluationKind): Tick[] {
  return (['first', 'upgrade', 'renewal'] as const).map((kind) => ({
    label: evaluationNames[kind],
    isOn: kind === evaluation,
  }));
}

/** The kinds of producer that may take part, this one ticked; who is not registered yet ticks none. */
export function producerTicks(form: DossierForm): Tick[] {
  return producerKinds
    .filter((kind) => kind !== 'unregistered')
    .map((kind) => ({ label: producerKindNames[kind], isOn: kind === form.producerKind }));
}

/** Ngành – Nhóm – Phân nhóm, as far as they are known. */
export function classificationFields(paper: FormPaper, form: DossierForm): Block[] {
  const set = setOf(form);
  const group = form.group ?? set?.group ?? null;
  return [
    paper.field('Ngành', group && productGroupNames[group]),
    paper.field('Nhóm', set?.category ?? null),
    paper.field('Phân nhóm', oneLine(form.subgroup) ?? set?.name ?? null),
  ];
}

/** Where the producer is: what stands before the commune, then the commune and province. */
export function addressFields(paper: FormPaper, form: DossierForm): Block[] {
  const area = [form.commune, form.province].flatMap((name) => oneLine(name) ?? []).join(', ');
  return [paper.field('Địa chỉ (thôn, đường, số nhà)', form.address), paper.field('Xã, phường; tỉnh', area)];
}

/** Place, day, signature and the note of where the wording comes from. */
export function closing(paper: FormPaper, form: DossierForm, number: '01' | '02'): Block[] {
  const commune = oneLine(form.commune);
  const place = commune ? commune.charAt(0).toUpperCase() + commune.slice(1) : '…………………';
  const note = formNames[form.rules].note.replace('{số}', number);
  return [
    ...paper.signature(place, signingDay(form.date), form.representative),
    paper.text(note, { italics: true, small: true }),
  ];
}
