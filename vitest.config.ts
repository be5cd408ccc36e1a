import { defineConfig } from 'vitest/config';
import { reportSkipped } from './test/fixtures/report-skipped.ts';

const browser = 'test/web/browser/**/*.test.ts';
/**
 * They count work that grows, ask hundreds of times, try every client at every ending, wait for limits of time, start stages, compilers or
 * test runners of their own: minutes alone.
 */
const long = [
  'test/bench/load.test.ts',
  'test/contract/agents.test.ts',
  'test/contract/ai-sdk/ai-sdk-endings.test.ts',
  'test/contract/ai-sdk/ui-messages-endings.test.ts',
  'test/contract/anthropic/errors.test.ts',
  'test/contract/budgets/cancel.test.ts',
  'test/contract/budgets/endings.test.ts',
  'test/contract/budgets/ledger.test.ts',
  'test/contract/conversations/endings.test.ts',
  'test/contract/conversations/follow.test.ts',
  'test/contract/conversations/idempotency.test.ts',
  'test/contract/conversations/own-history.test.ts',
  'test/contract/conversations/responses.test.ts',
  'test/contract/conversations/resume.test.ts',
  'test/contract/conversations/routes.test.ts',
  'test/contract/conversations/same-key.test.ts',
  'test/contract/conversations/table-failures.test.ts',
  'test/contract/early-heartbeat.test.ts',
  'test/contract/knowledge.test.ts',
  'test/contract/openai/refusals.test.ts',
  'test/contract/tool-endings.test.ts',
  'test/contract/ways-in.test.ts',
  'test/docs/agents.test.ts',
  'test/docs/commands.test.ts',
  'test/docs/knowledge.test.ts',
  'test/docs/toy-protocol.test.ts',
  'test/lambda/agents/endings.test.ts',
  'test/lambda/bedrock/converse.test.ts',
  'test/lambda/bedrock/event-stream/parity.test.ts',
  'test/lambda/budgets/more-processes.test.ts',
  'test/lambda/budgets/more-schedules.test.ts',
  'test/lambda/conversations/more-schedules.test.ts',
  'test/lambda/conversations/reads.test.ts',
  'test/lambda/knowledge/endings.test.ts',
  'test/lambda/runtimes/endings.test.ts',
  'test/lambda/table/query.test.ts',
  'test/lib/rules/rules.test.ts',
  'test/local/gateway/answer/stream.test.ts',
  'test/local/lambda/pool.test.ts',
  'test/local/main.test.ts',
  'test/local/services/bedrock/own-model/endings.test.ts',
  'test/local/services/bedrock/play/pacing.test.ts',
  'test/local/services/bedrock/play/scenarios.test.ts',
  'test/scripts/callers/callers.test.ts',
  'test/scripts/callers/limits.test.ts',
  'test/scripts/callers/usage/usage.test.ts',
  'test/scripts/live/live.test.ts',
  'test/security/canaries.test.ts',
  'test/security/growth.test.ts',
  'test/security/injection.test.ts',
  'test/security/mass-assignment.test.ts',
  'test/skipped.test.ts',
  'test/stage/address.test.ts',
  'test/stage/assistant.test.ts',
  'test/stage/canary.test.ts',
  'test/stage/container.test.ts',
  'test/stage/conversations-killed.test.ts',
  'test/stage/conversations-scale.test.ts',
  'test/stage/cors.test.ts',
  'test/stage/endings.test.ts',
  'test/stage/evaluate.test.ts',
  'test/stage/fallback.test.ts',
  'test/stage/files/**/*.test.ts',
  'test/stage/guardrail.test.ts',
  'test/stage/issuer-tokens.test.ts',
  'test/stage/killed.test.ts',
  'test/stage/knowledge.test.ts',
  'test/stage/organizer.test.ts',
  'test/stage/own-model.test.ts',
  'test/stage/proxies.test.ts',
  'test/stage/runtimes.test.ts',
  'test/stage/signed-in.test.ts',
  'test/stage/streaming.test.ts',
  'test/stage/table-failures.test.ts',
  'test/stage/table.test.ts',
  'test/stage/template.test.ts',
  'test/stage/time.test.ts',
  'test/stage/verify.test.ts',
  'test/stage/waiting.test.ts',
  'test/web/markdown/markdown-time.test.ts',
  'test/web/page-size.test.ts',
];

/** What holds for the function holds for the container: run over it, too. */
const withContainer = ['test/contract/**/*.test.ts', 'test/stage/**/*.test.ts', 'test/security/**/*.test.ts'];

export default defineConfig({
  test: {
    // What takes as long as everything else together has a command of its own: `npm run test:browser`, `npm run test:long`.
    projects: [
      { extends: true, test: { name: 'node', include: ['test/**/*.test.ts'], exclude: [browser, ...long] } },
      { extends: true, test: { name: 'long', include: long, testTimeout: 900_000 } },
      { extends: true, test: { name: 'browser', include: [browser] } },
      {
        extends: true,
        test: { name: 'container', include: withContainer, testTimeout: 900_000, provide: { backend: 'container' } },
      },
    ],
    provide: { backend: 'lambda' },
    globalSetup: './test/fixtures/build-once.ts',
    reporters: ['default', reportSkipped],
    // Most tests wait for a stream: more of them than cores can do that at once.
    maxWorkers: 5,
    // All limits here end a test that hangs and nothing else: on a busy machine the slowest takes a minute, and of the
    // long ones four. What is fast or
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
