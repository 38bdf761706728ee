/** The dialog that makes an invitation: role, area, review. */
import { z } from 'zod';
import type { HostedDialog } from '../../bot/capability.ts';
import type { Dialog, Field, Json, Option, Reading, Values } from '../../bot/dialog.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { type Area, areaName } from '../programme/area.ts';
import { findArea } from '../programme/find-area.ts';
import { profileAt } from '../programme/profile.ts';
import type { Profile } from '../programme/profile-schema.ts';
import type { RandomBytes } from './codes.ts';
import { invitationDays, invite } from './invitations.ts';
import { areaOf, codeOf, officeOf, officesOf, officeTitle, roleName } from './office.ts';
import { levelOf, type Office, officeThatMay, type Role, roles, rolesToGive } from './rights.ts';
import { dayOf, menuChoice, refused, timeOf } from './wording.ts';

const roleSchema = z.enum(roles);
const contextSchema = z.object({
  profile: z.string(),
  offices: z.array(z.object({ id: z.string(), role: roleSchema, area: z.string().nullable() })),
});

export const inviteDialogName = 'invite';

/** `profileId`: as configured, or null for the profile of the day. */
export function createInviteDialog(options: { profileId: string | null; randomBytes: RandomBytes }): HostedDialog {
  return {
    name: inviteDialogName,
    command: null,
    title: 'mời cán bộ',
    async begin(turn) {
      const offices = await officesOf(turn.tx, turn.personId);
      return {
        profile: profileAt(turn.now, options.profileId).id,
        offices: offices.map(({ id, role, area }) => ({ id: id.toString(), role, area: codeOf(area) })),
      };
    },
    build(context, now) {
      const known = contextSchema.safeParse(context).data;
      const offices = (known?.offices ?? []).map((one) => officeOf({ ...one, id: BigInt(one.id) }));
      return inviteDialog(offices, profileAt(now, known?.profile ?? options.profileId));
    },
    async submit(turn, values) {
      const wanted = officeIn(values);
      const offices = await officesOf(turn.tx, turn.personId);
      const may = officeThatMay(offices, `invite-${wanted.role}`, { kind: 'office', ...wanted });
      if (may.office === null) return [refused(may.why)];
      const { code, until } = await invite(turn.tx, turn.now, may.office, wanted, options.randomBytes);
      return [handOver(wanted, code, until)];
    },
  };
}

function handOver(wanted: Omit<Office, 'id'>, code: string, until: Date): Reply {
  return reply(
    [
      `Đã tạo lời mời: **${officeTitle(wanted)}**.`,
      'Bạn chuyển dòng dưới đây cho người được mời; họ gửi lại nguyên dòng đó cho trợ lý này:',
      `/canbo ${code}`,
      `Mã dùng một lần, trong ${invitationDays} ngày (đến ${timeOf(until)} ngày ${dayOf(until)}). Tôi không giữ mã: 15 phút nữa dòng này tự che.`,
    ].join('\n'),
    { choices: [menuChoice] },
  );
}

function officeIn(values: Values): Omit<Office, 'id'> {
  const role = roleSchema.parse(values.role);
  return { role, area: areaOf(role, z.string().nullish().parse(values.area) ?? null) };
}

function inviteDialog(offices: readonly Office[], profile: Profile): Dialog {
  const given = rolesToGive(offices).filter((role) => profile.levels.some(({ level }) => level === levelOf(role)));
  const role: Field = {
    name: 'role',
    label: 'Vai trò',
    prompt: 'Bạn mời người này làm gì? Ví dụ: **Cán bộ cấp xã**.',
    options: given.map((one) => ({ label: roleName(one), value: one })),
    schema: roleSchema,
    conflict: (value) =>
      given.some((one) => one === value) ? null : 'Bạn không mời được vai trò này. Bạn chọn vai trò khác.',
    show: (value) => roleName(roleSchema.parse(value)),
  };
  const area: Field = {
    name: 'area',
    label: 'Địa bàn',
    prompt: (values) =>
      values.role === 'district'
        ? 'Người này phụ trách huyện, thành phố nào? Ví dụ: **Ninh Hải**.'
        : 'Người này phụ trách xã, phường nào? Ví dụ: **Vĩnh Hải**.',
    when: (values) => hasArea(values.role),
    schema: z.string(),
    read: (heard, values) =>
      heard.kind === 'text'
        ? readArea(heard.text, values, profile)
        : { kind: 'no', why: 'Bạn gõ tên nơi đó giúp tôi.' },
    conflict: (value, values) => {
      const wanted = officeIn({ ...values, area: value });
      const may = officeThatMay(offices, `invite-${wanted.role}`, { kind: 'office', ...wanted });
      return may.office ? null : `${areaName(wanted.area)} ngoài địa bàn của bạn. Bạn chọn nơi khác.`;
    },
    show: (value, values) => areaName(officeIn({ ...values, area: value }).area),
  };
  return { name: inviteDialogName, title: 'mời cán bộ', version: 1, fields: [role, area], submit: 'Tạo mã mời' };
}

function hasArea(role: Json | undefined): boolean {
  return role === 'commune' || role === 'district';
}

function readArea(text: string, values: Values, profile: Profile): Reading {
  const role: Role = roleSchema.parse(values.role);
  const found = findArea(text, levelOf(role), profile);
  const options = (areas: readonly Area[]): Option[] =>
    areas.map((one) => ({ label: areaName(one), value: codeOf(one) }));
  if (found.kind === 'one') return { kind: 'value', value: codeOf(found.area) };
  if (found.kind === 'several') {
    return { kind: 'ask', text: found.why ?? 'Bạn muốn nói nơi nào?', options: options(found.areas) };
  }
  const why = found.why ?? 'Tôi chưa tìm thấy nơi này.';
  return found.near.length > 0
    ? {
        kind: 'ask',
        text: `${why} Có phải một trong các nơi này không? Không phải thì gõ lại tên.`,
        options: options(found.near),
      }
    : { kind: 'no', why: `${why} Bạn gõ lại tên, ví dụ **Vĩnh Hải**.` };
}
