/** Zalo's sign-in: one refresh token against the next pair. */
import { z } from 'zod';
import { ZaloError } from '../zalo/error.ts';
import { harmless, type Post, parseJson } from '../zalo/http.ts';
import { patienceMs, tokenLifeSeconds } from './assumptions.ts';

export interface Pair {
  access: string;
  refresh: string;
  /** Of the access token, from now on. */
  lifeMs: number;
}

export interface SignIn {
  /** Throws ZaloError. Zalo may have used the token up, even so. */
  renew(refreshToken: string): Promise<Pair>;
}

const token = z.string().min(1);
const pairSchema = z.object({
  access_token: token,
  refresh_token: token,
  // A string, as a rule.
  expires_in: z.coerce.number().positive().catch(tokenLifeSeconds),
});
const word = z.string().optional().catch(undefined);
const refusalSchema = z.object({
  error: z.coerce.number().int().nullable().catch(null),
  error_name: word,
  error_reason: word,
  error_description: word,
  message: word,
});
const call = 'sign-in';

export interface SignInOptions {
  post: Post;
  /** Without a slash at the end. */
  root: string;
  appId: string;
  appSecret: string;
  timeoutMs?: number;
}

export function createSignIn({ post, root, appId, appSecret, timeoutMs }: SignInOptions): SignIn {
  return {
    async renew(refreshToken) {
      const form = { app_id: appId, grant_type: 'refresh_token', refresh_token: refreshToken };
      const { status, text } = await post({
        call,
        url: `${root}/v4/oa/access_token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
        body: new URLSearchParams(form).toString(),
        withinMs: Math.min(timeoutMs ?? patienceMs.token, patienceMs.token),
      });
      const body = parseJson(text);
      const pair = pairSchema.safeParse(body).data;
      if (pair !== undefined) {
        return { access: pair.access_token, refresh: pair.refresh_token, lifeMs: pair.expires_in * 1000 };
      }
      const quotable = (words: string) => harmless(words, [refreshToken, appSecret]);
      const refusal = refusalSchema.safeParse(body).data;
      // Half a pair must not be quoted.
      if (refusal === undefined || refusal.error === null || /"(?:access|refresh)_token"/.test(text)) {
        throw new ZaloError(call, { kind: 'unreadable', status, beginning: '' });
      }
      const words = [refusal.error_name, refusal.error_reason, refusal.error_description, refusal.message];
      const description = quotable(words.filter((one) => one !== undefined).join(' '));
      throw new ZaloError(call, { kind: 'refused', code: refusal.error, description });
    },
  };
}
