/** A registration in the database, as `/dangky` leaves it, for tests of what comes after. */
import { createRegistration, nextCode, type Registration } from '../handlers/registration/store.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Database } from '../prisma/open.ts';

export async function givenRegistration(
  { client }: Pick<Database, 'client'>,
  change: Partial<Prisma.RegistrationUncheckedCreateInput> = {},
  now = new Date('2026-11-23T01:00:00Z'),
): Promise<Registration> {
  return client.$transaction(async (tx) => {
    const data = {
      code: await nextCode(tx, now),
      profile: 'khanh-hoa-2026',
      producerKind: 'cooperative',
      producerName: 'Hợp tác xã nho An Hòa',
      representative: 'Nguyễn Thị Lan',
      phone: '+84905123456',
      communeCode: '2025:22846',
      productName: 'Mật nho An Hòa',
      description: 'Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml',
      sameKey: 'nho an hoa|mat nho an hoa',
      productGroup: 1,
      criteriaSet: 4,
      localMaterial: 80,
      localLabour: 60,
      papers: ['business-registration'],
      waitsFor: 'commune',
      waitsSince: now,
      submittedAt: now,
      updatedAt: now,
      ...change,
    };
    return createRegistration(tx, data, { officer: null, action: 'submit' });
  });
}
