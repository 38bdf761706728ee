import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/database-template.ts'],
    include: ['test/**/*.test.ts'],
    // Those that drive a browser or kill processes take minutes: `npm run test:kill`.
    exclude: ['test/kill/**', 'test/browser/**'],
    testTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
    // One more than the cores of a small machine: many tests wait for what is due. The embedded database is a
    // WebAssembly instance of its own in each worker.
    maxWorkers: 3,
    // A worker loads the modules once: two thirds of the time of a file went into that.
    isolate: false,
  },
});
