/** Why the program ended, for whoever runs it. */
import { FolderInUseError } from '../prisma/folder-lock.ts';
import { DatabaseFolderError, DatabaseUnavailableError } from '../prisma/open.ts';
import { ConfigError } from './config.ts';

/** What an operator can mend is one line; what only a developer can, has its stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = [ConfigError, FolderInUseError, DatabaseFolderError, DatabaseUnavailableError].some(
    (kind) => error instanceof kind,
  );
  if (isExpected) return error.message;
  if ('code' in error && error.code === 'EADDRINUSE')
    return `${error.message}. Stop the program that uses this port, or set PORT.`;
  if ('syscall' in error) return `${error.message}. Check HOST, PORT and DATA_DIR.`;
  return error.stack ?? error.message;
}
