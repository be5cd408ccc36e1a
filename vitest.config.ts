import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most tests wait for a stream: more of them than cores can do that at once.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    coverage: {
      provider: 'v8',
      include: ['lambda/**/*.ts', 'lib/**/*.ts'],
      exclude: ['lambda/**/*.d.ts'],
      thresholds: { 'lambda/**': { lines: 95 }, 'lib/**': { lines: 95 } },
    },
  },
});
