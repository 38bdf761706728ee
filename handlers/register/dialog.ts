/** The fields of `/dangky`, as data. Units, groups and rules come from the programme profile and the tables. */
import { z } from 'zod';
import type { Dialog, Field, Option, Values } from '../../bot/dialog.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { unitByCode, unitDescription, unitName } from '../programme/units.ts';
import { paperNames, papers, producerKindNames, producerKinds } from '../programme/vocabulary.ts';
import { consentText } from './consent.ts';
import {
  groupConflict,
  groupOptions,
  groupPrompt,
  groupSchema,
  isSetUnknown,
  readGroup,
  type SuggestGroups,
  setConflict,
  setOptions,
  setSchema,
  showGroup,
  showSet,
} from './group-field.ts';
import { showPhone } from './phone.ts';
import {
  readCommune,
  readKind,
  readName,
  readPapers,
  readPercent,
  readPhoneNumber,
  readPhoto,
  readProductName,
  readText,
  readYesNo,
} from './readings.ts';
import { fileSchema, paperSchema, schemas } from './schemas.ts';
import { spotValues } from './spot.ts';

export const registerDialogName = 'register';

/** What was told with an earlier product, offered again. */
export const knownSchema = z.object({
  kind: z.enum(producerKinds).optional(),
  producerName: z.string(),
  representative: z.string(),
  phone: z.string(),
  /** Null where it has become several. */
  commune: z.string().nullable(),
});
export type Known = z.infer<typeof knownSchema>;

export interface RegisterContext {
  profile: Profile;
  known: Known | null;
  /** An earlier consent to this wording holds. */
  hasConsent: boolean;
  keptDays: number;
  /** A language model helps to read longer answers. */
  usesModel?: boolean;
}

export const answersSchema = z.object({
  kind: z.enum(producerKinds),
  producerName: z.string(),
  representative: z.string(),
  phone: z.string(),
  commune: z.string(),
  productName: z.string(),
  description: z.string(),
  group: groupSchema.optional(),
  set: setSchema.optional(),
  localMaterial: z.number().nullish(),
  localLabour: z.number().nullish(),
  outputAndPrice: z.string().optional(),
  papers: z.array(z.enum(papers)).default([]),
  photos: z.array(fileSchema).default([]),
});
export type Answers = z.infer<typeof answersSchema>;

const isHelp = (values: Values) => values.kind === 'unregistered';
const isProduct = (values: Values) => !isHelp(values);
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const again = (value: string | undefined, label = value): Option[] =>
  value === undefined ? [] : [{ label: label ?? value, value }];
const showShare = (value: unknown) => (typeof value === 'number' ? `${value}%` : 'chưa biết');

export function registerDialog(context: RegisterContext, suggestAnew: SuggestGroups): Dialog {
  const { profile, known } = context;
  const suggest = once(suggestAnew);
  const fields: Field[] = [
    {
      name: 'consent',
      label: 'Đồng ý',
      prompt: consentText(profile, context.keptDays, context.usesModel ?? false),
      when: () => !context.hasConsent,
      options: [
        { label: 'Đồng ý', value: true },
        {
          label: 'Không đồng ý',
          value: false,
          ends: 'Không sao cả, tôi không lưu gì. Bạn vẫn hỏi tôi về OCOP được, hoặc đăng ký trực tiếp tại UBND xã, phường.',
        },
      ],
      read: readYesNo('Đồng ý', 'Không đồng ý'),
      schema: schemas.yes,
      show: () => 'đã đồng ý',
    },
    {
      name: 'kind',
      label: 'Loại hình chủ thể',
      prompt: 'Bạn đăng ký với tư cách nào?',
      options: producerKinds.map((kind) => ({
        label: `${kind === known?.kind ? '👉 ' : ''}${producerKindNames[kind]}`,
        value: kind,
      })),
      read: readKind,
      schema: schemas.kind,
      show: (value) => producerKindNames[schemas.kind.parse(value)],
    },
    {
      name: 'help',
      label: 'Nhờ xã hỗ trợ',
      when: isHelp,
      prompt: [
        'Quy định nhận hợp tác xã, tổ hợp tác, doanh nghiệp nhỏ và vừa, trang trại, hộ sản xuất **có đăng ký kinh doanh** (Kế hoạch OCOP 2024, mục II.1). Bạn chưa có thì vẫn còn cách:',
        '• Đăng ký hộ kinh doanh, hoặc vào một hợp tác xã, tổ hợp tác.',
        '• Xã giúp người sản xuất đăng ký ý tưởng (mục V.17); Liên minh Hợp tác xã giúp lập hợp tác xã, tổ hợp tác (mục V.4).',
        'Bạn có muốn tôi chuyển ý tưởng này cho xã để được giúp không?',
      ].join('\n'),
      options: [
        { label: 'Chuyển cho xã giúp', value: true },
        {
          label: 'Để sau',
          value: false,
          ends: 'Vâng. Khi nào cần, bạn gõ /dangky. Bạn cũng có thể đến thẳng UBND xã, phường để hỏi việc đăng ký kinh doanh.',
        },
      ],
      read: readYesNo('Chuyển cho xã giúp', 'Để sau'),
      schema: schemas.yes,
      show: () => 'chuyển cho xã',
    },
    {
      name: 'producerName',
      label: 'Tên chủ thể',
      prompt: (values) =>
        isHelp(values)
          ? 'Tên gia đình hoặc nhóm làm sản phẩm là gì? Ví dụ: **Hộ bà Nguyễn Thị Lan**.'
          : 'Tên đầy đủ của chủ thể, như trên giấy đăng ký. Ví dụ: **Hợp tác xã nho An Hòa**.',
      free: true,
      options: again(known?.producerName),
      read: readName(profile, 120, 'Hợp tác xã nho An Hòa'),
      schema: schemas.name,
      show: text,
    },
    {
      name: 'representative',
      label: 'Người đại diện',
      prompt: 'Họ tên người đại diện? Ví dụ: **Nguyễn Thị Lan**.',
      free: true,
      options: again(known?.representative),
      read: readName(profile, 80, 'Nguyễn Thị Lan'),
      schema: schemas.person,
      show: text,
    },
    {
      name: 'phone',
      label: 'Số điện thoại',
      prompt: 'Số điện thoại để cán bộ liên hệ? Ví dụ: **0905 123 456**.',
      numeric: true,
      asksContact: true,
      options: again(known?.phone, known ? showPhone(known.phone) : undefined),
      read: readPhoneNumber,
      schema: schemas.phone,
      show: (value) => showPhone(text(value)),
    },
    {
      name: 'commune',
      label: 'Xã, phường',
      prompt: 'Nơi sản xuất ở xã, phường nào? Tên cũ hay mới đều được. Ví dụ: **xã Vĩnh Hải**.',
      options: known?.commune ? again(known.commune, communeName(known.commune)) : [],
      read: readCommune(profile),
      schema: schemas.commune,
      // A draft begun before 1/7/2025 names a commune of then.
      conflict: (value) =>
        unitByCode(text(value))?.list === profile.units
          ? null
          : 'Xã, phường đã sắp xếp lại từ 01/07/2025. Bạn ghi lại nơi sản xuất, tên cũ hay mới đều được.',
      show: (value) => communeName(text(value)),
    },
    {
      name: 'productName',
      label: 'Tên sản phẩm',
      prompt: 'Tên sản phẩm bạn muốn đăng ký? Ví dụ: **Mật nho An Hòa**.',
      free: true,
      read: readProductName(120, 'Mật nho An Hòa'),
      schema: schemas.name,
      show: text,
    },
    {
      name: 'description',
      label: 'Mô tả sản phẩm',
      prompt:
        'Tả ngắn sản phẩm: làm từ gì, làm thế nào, dùng để làm gì. Ví dụ: **Nho tươi ép lấy nước, cô đặc thành mật, pha nước uống, chai 500 ml**.',
      free: true,
      read: readText(10, 600, 'Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml'),
      schema: schemas.description,
      show: text,
    },
    {
      name: 'group',
      label: 'Nhóm sản phẩm',
      when: isProduct,
      prompt: (values) => groupPrompt(suggest(productText(values)), values),
      options: (values) => groupOptions(suggest(productText(values)), values),
      read: (heard, values) => readGroup(heard, suggest(productText(values)), values),
      schema: groupSchema,
      conflict: groupConflict,
      show: showGroup,
    },
    {
      name: 'set',
      label: 'Phân nhóm',
      when: (values) => isProduct(values) && isSetUnknown(values),
      optional: true,
      prompt:
        'Trong nhóm này, sản phẩm gần loại nào nhất? Bộ tiêu chí và giấy tờ tuỳ theo loại. Chưa rõ thì bấm **Bỏ qua**, cán bộ xem giúp.',
      options: setOptions,
      schema: setSchema,
      conflict: setConflict,
      show: showSet,
    },
    {
      name: 'localMaterial',
      label: 'Nguyên liệu địa phương',
      when: isProduct,
      prompt: 'Khoảng bao nhiêu phần trăm nguyên liệu lấy trong tỉnh? Ví dụ: **80%**.',
      numeric: true,
      options: [{ label: 'Chưa biết', value: null }],
      read: readPercent,
      schema: schemas.share,
      show: showShare,
    },
    {
      name: 'localLabour',
      label: 'Lao động địa phương',
      when: isProduct,
      prompt: 'Khoảng bao nhiêu phần trăm lao động là người trong xã, phường? Ví dụ: **60%**.',
      numeric: true,
      options: [{ label: 'Chưa biết', value: null }],
      read: readPercent,
      schema: schemas.share,
      show: showShare,
    },
    {
      name: 'outputAndPrice',
      label: 'Sản lượng và giá',
      when: isProduct,
      optional: true,
      free: true,
      prompt: 'Mỗi năm làm được bao nhiêu, giá bán khoảng bao nhiêu? Ví dụ: **2.000 chai, 120.000 đồng/chai**.',
      read: readText(2, 200, '2.000 chai, 120.000 đồng/chai'),
      schema: schemas.outputAndPrice,
      show: text,
    },
    {
      name: 'papers',
      label: 'Giấy tờ đã có',
      when: isProduct,
      optional: true,
      most: papers.length,
      prompt: 'Bạn đã có giấy nào? Bấm từng giấy, đủ rồi bấm **Xong**. Chưa có giấy nào thì bấm **Bỏ qua**.',
      options: papers.map((paper) => ({ label: paperNames[paper], value: paper })),
      read: readPapers,
      schema: schemas.papers,
      show: (value) => listed(value, (paper) => paperNames[paperSchema.parse(paper)]),
    },
    {
      name: 'photos',
      label: 'Ảnh sản phẩm',
      when: isProduct,
      optional: true,
      most: 5,
      takesFiles: true,
      prompt: 'Gửi tối đa 5 ảnh sản phẩm (mỗi ảnh dưới 10 MB), đủ rồi bấm **Xong**. Chưa có ảnh thì bấm **Bỏ qua**.',
      read: readPhoto,
      schema: schemas.photos,
      show: (value) => (Array.isArray(value) && value.length > 0 ? `${value.length} ảnh` : 'chưa có'),
    },
  ];
  return {
    name: registerDialogName,
    title: 'đăng ký sản phẩm',
    version: 1,
    fields,
    submit: 'Gửi đăng ký',
    spot: (said) => spotValues(said, profile),
  };
}

/** A prompt, its buttons and the reading of its answer all ask about the same product. */
function once(suggest: SuggestGroups): SuggestGroups {
  let last: { product: string; suggestion: ReturnType<SuggestGroups> } | null = null;
  return (product) => {
    if (last?.product !== product) last = { product, suggestion: suggest(product) };
    return last.suggestion;
  };
}

export function productText(values: Values): string {
  return `${text(values.productName)}. ${text(values.description)}`;
}

export function communeName(code: string): string {
  const unit = unitByCode(code);
  return unit ? (unit.district ? unitDescription(unit) : unitName(unit)) : code;
}

function listed(value: unknown, name: (entry: unknown) => string): string {
  return Array.isArray(value) && value.length > 0 ? value.map(name).join(', ') : 'chưa có';
}
