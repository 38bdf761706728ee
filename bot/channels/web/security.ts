/** What browsers are told never to do with our pages, and which requests are ours. */
import type { Context, MiddlewareHandler } from 'hono';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // A picture that is on its way is shown from the browser's own memory.
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function securityHeaders(secure: boolean): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('Content-Security-Policy', policy);
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('X-Frame-Options', 'DENY');
    headers.set('Referrer-Policy', 'no-referrer');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    if (secure) headers.set('Strict-Transport-Security', 'max-age=31536000');
  };
}

/** Whether another site's page makes this request; a browser that does not say so is trusted to be ours. */
export function isCrossSite(c: Context): boolean {
  return !['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'));
}

/**
 * Whether our own page sent this request. Browsers name the site on https and localhost (`Sec-Fetch-Site`); on plain
 * http they still name the origin of a POST.
 */
export function isSameOrigin(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host);
}
