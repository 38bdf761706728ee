/** Who a browser is: an anonymous visitor, known by a signed cookie and nothing else. */
import { createHmac } from 'node:crypto';
import type { Context } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';

const cookieName = 'ocop_visitor';
const oneYearSeconds = 365 * 24 * 60 * 60;
const visitorId = /^[\w-]{16,64}$/;

export interface Visitors {
  /** The visitor that a validly signed cookie names; null without one, or with a forged one. */
  known(c: Context): Promise<string | null>;
  /** The known visitor, else a new one; the answer renews the cookie for a year either way. */
  admit(c: Context): Promise<string>;
}

/** `random` gives 128 random bits, as letters and digits. */
export function createVisitors(options: { secretKey: string; secure: boolean; random: () => string }): Visitors {
  // The key signs and encrypts other things too: what is signed here must not pass anywhere else.
  const key = createHmac('sha256', Buffer.from(options.secretKey, 'hex')).update('web visitor cookie').digest('hex');
  const prefix = options.secure ? 'host' : undefined;
  const attributes: CookieOptions = {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: oneYearSeconds,
    secure: options.secure,
    ...(prefix && { prefix }),
  };

  async function known(c: Context): Promise<string | null> {
    const id = await getSignedCookie(c, key, cookieName, prefix);
    return typeof id === 'string' && visitorId.test(id) ? id : null;
  }

  return {
    known,
    async admit(c) {
      const id = (await known(c)) ?? options.random();
      await setSignedCookie(c, cookieName, id, key, attributes);
      return id;
    },
  };
}
