import { defineConfig } from 'vitest/config';
import { testReporters } from './test/support/reporters.ts';

/** The long suites, which a change is held to before it lands. */
export default defineConfig({
  test: {
    include: ['test/**/*.all.test.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    maxWorkers: 2,
    reporters: testReporters,
  },
});
