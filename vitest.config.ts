import { defineConfig } from 'vitest/config';
import { testReporters } from './test/support/reporters.ts';

/** The fast suites: everything but `*.all.test.ts`, which `npm run test:all` runs. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.all.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: testReporters,
  },
});
