/**
 * Keeps an access token that holds. A new pair is stored before its first use; whatever process needs it finds it there,
 * and one alone asks Zalo for the next.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { neverSent } from '../never-sent.ts';
import { type Patience, untilDone } from '../patience.ts';
import { codeOf, describe, ZaloError } from '../zalo/error.ts';
import {
  lastStoringMs,
  patienceMs,
  refusedGrantCodes,
  renewalPausesMs,
  renewedAfter,
  signInRestMs,
  tokenMarginMs,
} from './assumptions.ts';
import { claimMs, type Grant, type GrantStore } from './grants.ts';
import type { Pair, SignIn } from './oauth.ts';

export interface AccessToken {
  version: number;
  access: string;
}

/** There is no access token for now: nothing was sent, so everything may be tried again later. */
export class NoTokenError extends Error {
  override name = 'NoTokenError';
}

export interface Tokens {
  /** Takes up the refresh token of the settings, if it is a new one, and renews in good time until `signal` aborts. */
  start(refreshToken: string | null, signal: AbortSignal): void;
  /** One that holds, as far as is known. Throws nothing but NoTokenError. */
  current(): Promise<AccessToken>;
  /** The one after `version`, which Zalo does not take any more. Throws nothing but NoTokenError. */
  after(version: number): Promise<AccessToken>;
  /** In words for an operator, why there is none, or will be none soon. */
  trouble(): string | null;
  /** Resolves when no renewal is under way; what could not be stored until then is lost. */
  stop(): Promise<void>;
}

export interface TokensOptions {
  grants: GrantStore;
  signIn: SignIn;
  now(): Date;
  log: Logger;
  patience: Patience;
  tendEveryMs: number;
}

/** Between two looks at what another process is doing. */
const lookMs = 50;

const askAgain =
  'open the API Explorer of the app at developers.zalo.me, get a new refresh token for this Official Account, put it into ZALO_OA_REFRESH_TOKEN and restart';

export function createTokens({ grants, signIn, now, log, patience, tendEveryMs }: TokensOptions): Tokens {
  const endOfStoring = new AbortController();
  /** What is sent meanwhile waits for it. */
  let adopting: Promise<unknown> = Promise.resolve();
  let tending: Promise<void> = Promise.resolve();
  let known: (AccessToken & { endsAt: number }) | null = null;
  let trouble: string | null = null;
  /** Up to this version Zalo takes none any more, whatever its time. */
  let refused = 0;
  let restsUntil = 0;
  let isStopped = false;
  let renewing: { after: number; done: Promise<AccessToken> } | null = null;

  const isGood = ({ version, endsAt }: { version: number; endsAt: number }) =>
    version > refused && endsAt > now().getTime();

  function take({ version, tokens }: Grant): AccessToken | null {
    if (tokens === null || tokens.access === null) return null;
    known = { version, access: tokens.access, endsAt: tokens.endsAt };
    return isGood(known) ? known : null;
  }

  /** Said once, not at each of the sends that follow. */
  function fail(why: string, level: 'error' | 'warn' = 'error'): never {
    if (why !== trouble) log[level](`zalo-oa: ${why}`);
    trouble = why;
    throw new NoTokenError(why);
  }

  function endedWords(why: string): string {
    return `the Official Account cannot be spoken for any more (${why}): ${askAgain}`;
  }

  /** As stored; throws where nothing but an operator helps. */
  async function readGrant(): Promise<Grant & { tokens: NonNullable<Grant['tokens']> }> {
    const grant = await grants.read();
    if (grant === null) return fail(`there is no refresh token yet: ${askAgain}`);
    const { tokens } = grant;
    if (tokens === null) {
      return fail(`the stored tokens were sealed under another SECRET_KEY: put that key back, or ${askAgain}`);
    }
    return { ...grant, tokens };
  }

  async function renew(stale: number): Promise<AccessToken> {
    const deadline = performance.now() + 2 * claimMs;
    for (let tries = 0; ; ) {
      const grant = await readGrant();
      const newer = grant.version > stale ? take(grant) : null;
      if (newer !== null) {
        trouble = null;
        return newer;
      }
      if (grant.ended !== null) return fail(endedWords(grant.ended));
      // A pair that came now could not be stored.
      if (isStopped) throw new NoTokenError('the program ends');
      if (performance.now() < restsUntil) throw new NoTokenError(trouble ?? 'Zalo’s sign-in is left alone for a while');
      const claim = await grants.claim(grant.version);
      if (claim === null) {
        if (performance.now() > deadline) return fail('another process has been renewing the token for too long');
        await sleep(lookMs);
        continue;
      }
      let pair: Pair;
      try {
        pair = await signIn.renew(grant.tokens.refresh);
      } catch (error) {
        const isOver = await settle(grant.version, error, claim.mayBeUsed);
        if (isOver) continue;
        const pause = renewalPausesMs[tries++];
        if (pause === undefined) return giveUp(error);
        await patience.pause(pause, endOfStoring.signal);
        continue;
      }
      await store(grant.version, pair);
      trouble = null;
    }
  }

  /** After a failure; true if the same refresh token need not be tried again. */
  async function settle(version: number, error: unknown, mayBeUsed: boolean): Promise<boolean> {
    if (!refusedGrantCodes.has(codeOf(error) ?? 0)) {
      await grants.release(version, mayBeUsed || mayHaveArrived(error));
      return false;
    }
    const why = mayBeUsed
      ? `an answer with the next tokens was lost when the program or the connection broke off, and Zalo gives it only once; ${describe(error)}`
      : describe(error);
    await grants.end(version, why);
    return true;
  }

  function giveUp(error: unknown): never {
    const code = codeOf(error);
    restsUntil = performance.now() + (code === null ? signInRestMs.unreachable : signInRestMs.refused);
    if (code === null) return fail(`Zalo’s sign-in cannot be reached (${describe(error)})`, 'warn');
    return fail(`Zalo’s sign-in refuses (${describe(error)}): check ZALO_OA_APP_ID and ZALO_OA_APP_SECRET`);
  }

  /** Zalo keeps no second copy, and using the pair before it is stored would lose it with the process. */
  async function store(version: number, { access, refresh, lifeMs }: Pair): Promise<void> {
    const at = now().getTime();
    const tokens = { access, refresh, renewAt: at + lifeMs * renewedAfter, endsAt: at + lifeMs - tokenMarginMs };
    const onFailure = (error: unknown) =>
      log.error({ reason: describe(error) }, 'zalo-oa: new tokens could not be stored, trying again');
    const step = () => grants.replace(version, tokens);
    const stored = await untilDone(step, { onFailure, patience }, endOfStoring.signal);
    if (stored !== undefined) return;
    log.error(`zalo-oa: new tokens are lost, since the database did not take them until the end: ${askAgain}`);
    throw new NoTokenError('the program ends');
  }

  function next(version: number): Promise<AccessToken> {
    if (known !== null && known.version > version && isGood(known)) return Promise.resolve(known);
    if (renewing !== null && renewing.after >= version) return renewing.done;
    const done = renew(version).finally(() => {
      if (renewing?.done === done) renewing = null;
    });
    renewing = { after: version, done };
    return done;
  }

  async function current(): Promise<AccessToken> {
    if (known !== null && isGood(known)) return known;
    await adopting;
    // Another process may have renewed it long ago.
    const grant = await readGrant();
    return take(grant) ?? next(grant.version);
  }

  async function adopt(refreshToken: string): Promise<void> {
    if (await grants.adopt(refreshToken)) log.info('zalo-oa has a new refresh token');
  }

  /** Renews before the token ends, so that no message has to wait for it. */
  async function tend(): Promise<void> {
    try {
      const grant = await readGrant();
      const token = take(grant);
      // The one that is known may be as good as ever, but it is the last.
      if (grant.ended !== null) fail(endedWords(grant.ended));
      if (token === null || grant.tokens.renewAt <= now().getTime()) await next(grant.version);
      trouble = null;
    } catch (error) {
      // Why there is no token was said where it turned out.
      if (error instanceof NoTokenError) return;
      log.warn({ reason: describe(error) }, 'zalo-oa: the tokens could not be looked after');
    }
  }

  async function tendUntil(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await tend();
      await sleep(tendEveryMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  return {
    start(refreshToken, signal) {
      const onFailure = (error: unknown) =>
        log.error({ reason: describe(error) }, 'zalo-oa: the refresh token could not be stored, trying again');
      if (refreshToken !== null) adopting = untilDone(() => adopt(refreshToken), { onFailure, patience }, signal);
      tending = adopting.then(() => tendUntil(signal));
    },
    current: () => orNoToken(current()),
    after(version) {
      refused = Math.max(refused, version);
      return orNoToken(next(version));
    },
    trouble: () => trouble,
    async stop() {
      isStopped = true;
      // An answer that is on its way must still be stored.
      const timer = setTimeout(() => endOfStoring.abort(), patienceMs.token + lastStoringMs);
      await renewing?.done.catch(() => {});
      await tending;
      clearTimeout(timer);
      endOfStoring.abort();
    },
  };
}

/** Where the database fails nothing was sent either. */
function orNoToken(token: Promise<AccessToken>): Promise<AccessToken> {
  return token.catch((error: unknown) => {
    throw error instanceof NoTokenError ? error : new NoTokenError(`the tokens cannot be read (${describe(error)})`);
  });
}

/** Whether Zalo may have renewed the token, though no pair came. */
function mayHaveArrived(error: unknown): boolean {
  if (!(error instanceof ZaloError)) return true;
  const { reason } = error;
  return reason.kind === 'unreadable' || (reason.kind === 'network' && !neverSent.has(reason.code));
}
