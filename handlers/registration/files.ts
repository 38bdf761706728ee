import type { PrismaClient } from '../../prisma/generated/client.ts';

/** Whether a stored file is a photo or a paper of a registration. */
export async function isRegistrationFile(client: PrismaClient, hash: string): Promise<boolean> {
  return (await client.registrationFile.findFirst({ where: { hash }, select: { id: true } })) !== null;
}
