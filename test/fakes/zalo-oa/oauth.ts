/** The sign-in: each refresh token works once, and a new access token is the end of the one before. */
import { randomBytes } from 'node:crypto';
import type { Habits } from './habits.ts';

/** How the sign-in says no: with status 200. */
export interface SignInRefusal {
  error: number;
  error_name: string;
  error_description: string;
}

export interface SignInOptions {
  appId: string;
  appSecret: string;
  now(): number;
  habits: Habits;
  lifeSeconds: number;
}

export class SignIn {
  /** Renewals that were granted. */
  granted = 0;
  private refresh = `first-${randomBytes(12).toString('hex')}`;
  private access: { token: string; until: number } | null = null;

  constructor(private readonly options: SignInOptions) {}

  /** The only refresh token that works. */
  get grant(): string {
    return this.refresh;
  }

  /** The account's admin agrees anew: what was given before is worth nothing. */
  consent(): string {
    this.refresh = `consent-${randomBytes(12).toString('hex')}`;
    this.access = null;
    return this.refresh;
  }

  /** The access token that is out ends at once, as far as calls go. */
  expire(): void {
    if (this.access) this.access.until = 0;
  }

  /** Null when the token holds, else how a call with it is refused. */
  refusalOf(token: string | undefined): { code: number; message: string } | null {
    if (token === undefined || this.access?.token !== token) return { code: -216, message: 'Access token is invalid' };
    if (this.access.until <= this.options.now()) return { code: -220, message: 'access_token is expired or removed' };
    return null;
  }

  answer(form: URLSearchParams, secret: string | undefined, isForm: boolean): Record<string, string> | SignInRefusal {
    const { appId, appSecret, habits, lifeSeconds, now } = this.options;
    const no = (error: number, name: string) => ({ error, error_name: name, error_description: `${name}.` });
    if (!isForm || form.get('grant_type') !== 'refresh_token') return no(-14012, 'Invalid grant type');
    if (form.get('app_id') !== appId) return no(-14002, 'Invalid app id');
    if (secret !== appSecret) return no(-14004, 'Invalid secret key');
    if (form.get('refresh_token') !== this.refresh) return no(habits.usedGrant, 'Invalid refresh token');
    this.granted += 1;
    this.refresh = `refresh-${this.granted}-${randomBytes(12).toString('hex')}`;
    this.access = {
      token: `access-${this.granted}-${randomBytes(12).toString('hex')}`,
      until: now() + lifeSeconds * 1000,
    };
    return { access_token: this.access.token, refresh_token: this.refresh, expires_in: String(lifeSeconds) };
  }
}
