/** The very first start, when database and key are made, may be interrupted like any other. */
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../prisma/open.ts';
import { testServer } from '../database-server.ts';
import { createPlace, killAll, runProgram } from './program.ts';
import { pause, seed, seeded } from './seeded.ts';

/** Fresh places, each with this many killed starts before the one that is let alone. */
const places = 2;
const killsEach = 4;

afterAll(() => killAll());

describe(`killed during the first starts (KILL_SEED=${seed})`, () => {
  test.concurrent.each([
    ['in a new folder', undefined],
    ...(testServer ? [['on a new PostgreSQL database', testServer] as const] : []),
  ] as const)('%s, the program still comes up', { timeout: 180_000 }, async (where, server) => {
    const random = seeded(`first start ${where}`);
    for (let round = 0; round < places; round++) {
      const place = await createPlace(server);
      const waits = Array.from({ length: killsEach }, () => random.whole(200, 2_500));
      for (const ms of waits) {
        const program = runProgram(place.settings);
        await Promise.race([pause(ms), program.started]);
        await program.end('SIGKILL');
      }
      const survivor = runProgram(place.settings);
      await survivor.started.catch((error: unknown) => {
        throw new Error(`after kills at ${waits.join(', ')} ms: ${String(error)}`);
      });
      expect(survivor.errors()).toBe('');
      expect(await survivor.end('SIGTERM')).toEqual({ code: 0, signal: null });
      const database = await openDatabase(place.location);
      expect(await database.client.person.count()).toBe(0);
      await database.close();
      await place.remove();
    }
  });
});
