/** Asks where a person is, so that notices of their commune reach them. */
import { z } from 'zod';
import type { HostedDialog } from '../../bot/capability.ts';
import { profileAt } from '../programme/profile.ts';
import { unitByCode, unitName } from '../programme/units.ts';
import { readCommune } from '../register/readings.ts';
import { chooseCommune } from './subscription.ts';
import { communeDialogName, showTopics } from './topics.ts';

const communeSchema = z
  .string()
  .refine((code) => unitByCode(code) !== null)
  .nullable();

/** `profileId`: as configured, or null for the profile of the day. */
export function createCommuneDialog(profileId: string | null): HostedDialog {
  const title = 'ghi xã của bạn';
  return {
    name: communeDialogName,
    command: null,
    title,
    begin: async () => null,
    build: (_context, now) => ({
      name: communeDialogName,
      title,
      version: 1,
      submit: 'Ghi',
      withoutReview: true,
      fields: [
        {
          name: 'commune',
          label: 'Xã của tôi',
          prompt: 'Bạn ở xã, phường nào? Tên cũ hay mới đều được. Ví dụ: **xã Vĩnh Hải**.',
          options: [{ label: 'Không ghi xã', value: null }],
          read: readCommune(profileAt(now, profileId), 'xã, phường của mình'),
          schema: communeSchema,
          show: (value) => nameOf(communeSchema.parse(value)),
        },
      ],
    }),
    async submit(turn, values) {
      const code = communeSchema.parse(values.commune);
      const isKept = await chooseCommune(turn, code);
      return [await showTopics(turn, isKept ? `Đã ghi xã của bạn: **${nameOf(code)}**.` : undefined)];
    },
  };
}

function nameOf(code: string | null): string {
  const unit = code === null ? null : unitByCode(code);
  return unit ? unitName(unit) : 'không ghi';
}
