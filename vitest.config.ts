import { defineConfig } from 'vitest/config';
import { reportSkipped } from './test/fixtures/report-skipped.ts';

const browser = 'test/web/browser/**/*.test.ts';

export default defineConfig({
  test: {
    // What a browser does takes as long as everything else together: `npm run test:browser`.
    projects: [
      { extends: true, test: { name: 'node', include: ['test/**/*.test.ts'], exclude: [browser] } },
      { extends: true, test: { name: 'browser', include: [browser] } },
    ],
    reporters: ['default', reportSkipped],
    // Most tests wait for a stream: more of them than cores can do that at once.
    maxWorkers: 4,
    // All limits here end a test that hangs and nothing else: on a busy machine the slowest takes a minute. What is fast or
    // slow is proven by the order of events and by ratios.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    coverage: {
      provider: 'v8',
      include: ['lambda/**/*.ts', 'lib/**/*.ts'],
      exclude: ['lambda/**/*.d.ts'],
      thresholds: { 'lambda/**': { lines: 95 }, 'lib/**': { lines: 95 } },
    },
  },
});
