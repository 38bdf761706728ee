/** Structured logs for operators. What people write, tokens and telephone numbers have no place in them. */
import { type Logger, pino } from 'pino';

/** `secrets` are blotted out wherever they might slip in, in error texts for instance. */
export function createLog(level: string, secrets: readonly string[]): Logger {
  const blot = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['*.text', '*.payload', '*.content', 'err.config', 'err.request', 'err.response', 'err.meta'],
        censor: '[left out]',
      },
    },
    { write: (line: string) => process.stderr.write(blot(line)) },
  );
}
