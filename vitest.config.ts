import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/database-template.ts'],
    include: ['test/**/*.test.ts'],
    exclude: ['test/kill/**'],
    testTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
    // The embedded database is a WebAssembly instance of its own in each file.
    maxWorkers: 2,
  },
});
