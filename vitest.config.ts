import { defineConfig } from 'vitest/config';
import { reportSkipped } from './test/fixtures/report-skipped.ts';

const browser = 'test/web/browser/**/*.test.ts';
/** They count work that grows, ask hundreds of times, or try every place where a stream can be cut: minutes of the processor alone. */
const long = [
  'test/contract/budgets/ledger.test.ts',
  'test/lambda/bedrock/event-stream/parity.test.ts',
  'test/lambda/budgets/more-processes.test.ts',
  'test/lambda/budgets/more-schedules.test.ts',
  'test/lambda/conversations/more-schedules.test.ts',
  'test/lambda/conversations/reads.test.ts',
  'test/security/growth.test.ts',
  'test/web/markdown/markdown-time.test.ts',
  'test/stage/conversations-killed.test.ts',
  'test/stage/conversations-scale.test.ts',
  'test/stage/killed.test.ts',
];

export default defineConfig({
  test: {
    // What takes as long as everything else together has a command of its own: `npm run test:browser`, `npm run test:long`.
    projects: [
      { extends: true, test: { name: 'node', include: ['test/**/*.test.ts'], exclude: [browser, ...long] } },
      { extends: true, test: { name: 'long', include: long } },
      { extends: true, test: { name: 'browser', include: [browser] } },
    ],
    globalSetup: './test/fixtures/build-once.ts',
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
