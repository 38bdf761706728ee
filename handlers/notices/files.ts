import type { PrismaClient } from '../../prisma/generated/client.ts';

/** Whether a stored file goes with a notice. */
export async function isNoticeFile(client: PrismaClient, hash: string): Promise<boolean> {
  const found = await client.notice.findFirst({
    where: { attachment: { path: ['hash'], equals: hash } },
    select: { id: true },
  });
  return found !== null;
}
