import type { PrismaClient } from '../../prisma/generated/client.ts';

/** What the photos of the product are called. They belong to what was told of it, not to the dossier's checklist. */
export const photoName = 'Ảnh sản phẩm';

/** Whether a stored file is a photo or a paper of a registration. */
export async function isRegistrationFile(client: PrismaClient, hash: string): Promise<boolean> {
  return (await client.registrationFile.findFirst({ where: { hash }, select: { id: true } })) !== null;
}
