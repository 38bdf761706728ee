/**
 * The tokens of an Official Account, in one row that all processes share. A refresh token can be used once, so one
 * process at a time may ask for the next pair: whoever has claimed the row, for a limited time by the database's clock.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { parseJson } from '../zalo/http.ts';
import { createSeal } from './seal.ts';

const tokensSchema = z.object({
  refresh: z.string(),
  /** Null until the first renewal. */
  access: z.string().nullable(),
  /** Milliseconds since 1970. */
  renewAt: z.number(),
  endsAt: z.number(),
});
export type Tokens = z.infer<typeof tokensSchema>;

export interface Grant {
  /** Raised with each new pair. */
  version: number;
  /** Null: they were sealed under another SECRET_KEY. */
  tokens: Tokens | null;
  /** Why Zalo gives no further pair; null while it may. */
  ended: string | null;
}

export interface GrantStore {
  /** Takes up a refresh token from the settings, unless it ever was before; true if it was new. */
  adopt(refreshToken: string): Promise<boolean>;
  /** Null when there has never been any. */
  read(): Promise<Grant | null>;
  /**
   * The right to use this version's refresh token; null while somebody else has it, or when there is a newer version.
   * `mayBeUsed`: somebody asked with it and never learnt the answer.
   */
  claim(version: number): Promise<{ mayBeUsed: boolean } | null>;
  /** Gives the claim back. `mayBeUsed`: no answer came, so Zalo may have taken the token. */
  release(version: number, mayBeUsed: boolean): Promise<void>;
  /** Stores the pair that follows `version`, whoever has the claim by now: it is the only good one. False: there is a newer one. */
  replace(version: number, tokens: Tokens): Promise<boolean>;
  /** Only a person can go on from here. True for the one who was first to say so. */
  end(version: number, why: string): Promise<boolean>;
}

export interface GrantStoreOptions {
  client: PrismaClient;
  appId: string;
  /** 64 hex digits. */
  secretKey: string;
  /** Names this process among all that share the database. */
  holder: string;
}

/** Longer than a call of the sign-in may take: who is still silent then is dead or frozen. */
export const claimMs = 15_000;

const rowsSchema = z.array(z.object({ sealed: z.string(), version: z.int(), ended: z.string().nullable() }));

export function createGrantStore({ client, appId, secretKey, holder }: GrantStoreOptions): GrantStore {
  const seal = createSeal(secretKey, 'zalo oa tokens', appId);
  const open = (sealed: string): Tokens | null => {
    const text = seal.open(sealed);
    return text === null ? null : (tokensSchema.safeParse(parseJson(text)).data ?? null);
  };

  return {
    async adopt(refresh) {
      const sealed = seal.close(JSON.stringify({ refresh, access: null, renewAt: 0, endsAt: 0 } satisfies Tokens));
      const origin = createHash('sha256').update(refresh).digest('hex');
      const taken = await client.$executeRaw`
        INSERT INTO oa_grant (app_id, sealed, origins) VALUES (${appId}, ${sealed}, ARRAY[${origin}])
        ON CONFLICT (app_id) DO UPDATE SET sealed = excluded.sealed, version = oa_grant.version + 1,
          origins = oa_grant.origins || excluded.origins, ended = NULL, refresher = NULL, refresh_until = NULL
        WHERE NOT excluded.origins <@ oa_grant.origins`;
      return taken > 0;
    },
    async read() {
      const [row] = rowsSchema.parse(
        await client.$queryRaw`SELECT sealed, version, ended FROM oa_grant WHERE app_id = ${appId}`,
      );
      return row === undefined ? null : { version: row.version, tokens: open(row.sealed), ended: row.ended };
    },
    async claim(version) {
      const [row] = await client.$queryRaw<{ before: string | null }[]>`
        WITH before AS (
          SELECT refresher FROM oa_grant
          WHERE app_id = ${appId} AND version = ${version} AND ended IS NULL
            AND (refresh_until IS NULL OR refresh_until <= clock_timestamp())
          FOR UPDATE
        )
        UPDATE oa_grant SET refresher = ${holder}, refresh_until = clock_timestamp() + ${claimMs} * interval '1 millisecond'
        FROM before WHERE app_id = ${appId}
        RETURNING before.refresher AS before`;
      return row === undefined ? null : { mayBeUsed: row.before !== null };
    },
    async release(version, mayBeUsed) {
      await client.$executeRaw`
        UPDATE oa_grant SET refresh_until = NULL, refresher = CASE WHEN ${mayBeUsed} THEN refresher END
        WHERE app_id = ${appId} AND version = ${version} AND refresher = ${holder}`;
    },
    async replace(version, tokens) {
      const sealed = seal.close(JSON.stringify(tokens));
      const stored = await client.$executeRaw`
        UPDATE oa_grant SET sealed = ${sealed}, version = version + 1, ended = NULL, refresher = NULL, refresh_until = NULL
        WHERE app_id = ${appId} AND version = ${version}`;
      return stored > 0;
    },
    async end(version, why) {
      const ended = await client.$executeRaw`
        UPDATE oa_grant SET ended = ${why}, refresher = NULL, refresh_until = NULL
        WHERE app_id = ${appId} AND version = ${version} AND ended IS NULL`;
      return ended > 0;
    },
  };
}
