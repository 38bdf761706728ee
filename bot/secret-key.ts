/** The key that signs the web page's cookies when the settings name none. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the key kept in the data folder, or makes it (readable by the owner only). Throws when the file holds no key. */
export function keptSecretKey(dataDir: string, makeKey: () => string): string {
  const file = join(dataDir, 'secret-key');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, `${makeKey()}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(key))
    throw new Error(`${file} must hold 64 hex digits; delete it to have a new key made.`);
  return key;
}
