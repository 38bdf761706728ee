/** The one HTTP server: health, metrics, and the routes that channels bring. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger } from 'pino';

export interface Readiness {
  ready: boolean;
  /** What does not work, by part; a platform out of reach stands here without making us unready. */
  parts: Record<string, string>;
}

export interface HttpServer {
  /** The port really bound (PORT may be 0). */
  port: number;
  close(): Promise<void>;
}

export function createHttpApp(options: {
  readiness(): Promise<Readiness>;
  metrics(): Promise<string>;
  log: Logger;
}): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const { ready, parts } = await options.readiness();
    return c.json({ ready, parts }, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => c.text(await options.metrics()));
  app.onError((error, c) => {
    options.log.error({ err: error, path: c.req.path }, 'a request failed');
    return c.json({ error: 'Máy chủ đang gặp trục trặc, bạn thử lại sau ít phút nhé.' }, 500);
  });
  app.notFound((c) => c.json({ error: 'Không có trang này. Bạn mở trang chính để trò chuyện.' }, 404));
  return app;
}

/** Rejects when the port is taken. */
export function listen(app: Hono, host: string, port: number): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address: AddressInfo) => {
      server.off('error', reject);
      resolve({
        port: address.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', reject);
  });
}
