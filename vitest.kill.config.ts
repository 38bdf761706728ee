import { defineConfig } from 'vitest/config';

/** They measure, or want two cores for themselves. */
const alone = ['bench', 'broadcast-replies', 'kill', 'two-processes'].map((name) => `test/kill/${name}.test.ts`);

const shared = {
  testTimeout: 15 * 60_000,
  expect: { poll: { timeout: 15_000 } },
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/database-template.ts', 'bundle.mjs'],
    projects: [
      {
        test: {
          ...shared,
          name: 'together',
          include: ['test/kill/**/*.test.ts', 'test/browser/**/*.test.ts'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...shared, name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
