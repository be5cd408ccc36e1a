import { describe, expect, test } from 'vitest';
import { Failure, failures } from '../../../lambda/chat/failure.ts';
import type { RuntimeConfig } from '../../../lambda/models/names.ts';
import { type Ending, howItEnded, ways, wordFor } from '../../fixtures/endings/how-it-ended.ts';
import { dataOf, events, frame, type Move, type Script } from '../../fixtures/runtimes/agent-core.ts';
import { askRuntime, harnessArn } from '../../fixtures/runtimes/ask-runtime.ts';

/** What must reach nobody, wherever AgentCore or the agent says it. */
const secret = 'secret-7';

interface Case {
  readonly name: string;
  readonly script: Script;
  readonly ends: Ending;
  /** Whether it ended before anything was said, so that each form has the true status. */
  readonly isRefused?: true;
  /** Whether its session is stopped. Left out, it is. */
  readonly isStopped?: false;
  readonly runtime?: Partial<RuntimeConfig>;
  readonly config?: object;
}

const said = { event: { contentBlockDelta: { delta: { text: 'It is' }, contentBlockIndex: 0 } } };
const stop = (stopReason: string) => ({ event: { messageStop: { stopReason } } });
const stream = (...moves: readonly Move[]): Script => ({ type: 'text/event-stream', moves });
const cut = { end: 'cut' } as const;
const hold = { end: 'hold' } as const;
const harness = { arn: harnessArn };
const frames = (...moves: readonly Move[]): Script => ({ type: 'application/vnd.amazon.eventstream', moves });
const saidInFrame = frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'It is' } });
const stopInFrame = (stopReason: string) => frame('messageStop', { stopReason });
const refuses = (status: number, error: string): Script => ({ status, error, body: `{"message":"${secret}"}` });
const ts = (stopReason: string) => ({ type: 'agentResultEvent', result: { type: 'agentResult', stopReason } });
const tsSaid = {
  type: 'modelStreamUpdateEvent',
  event: { type: 'modelContentBlockDeltaEvent', delta: { type: 'textDelta', text: 'It is' } },
};
const run = (outcome?: object) => ({ type: 'RUN_FINISHED', threadId: 't', runId: 'r', ...outcome });
const agUiSaid = { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', delta: 'It is' };

const cases: readonly Case[] = [
  { name: 'it is done', script: events(said, stop('end_turn')), ends: 'end_turn' },
  { name: 'it is too long', script: events(said, stop('max_tokens')), ends: 'max_tokens' },
  {
    name: 'it is too long, and Strands throws for that',
    script: events(said, stop('max_tokens'), { error: secret, error_type: 'MaxTokensReachedException' }),
    ends: 'max_tokens',
  },
  { name: 'a guardrail ends it', script: events(said, stop('guardrail_intervened')), ends: 'guardrail_intervened' },
  { name: 'it used all its steps', script: events(tsSaid, ts('limitTurns')), ends: 'max_steps' },
  { name: 'it used all its tokens', script: events(tsSaid, ts('limitTotalTokens')), ends: 'max_tokens' },
  { name: 'a tool’s result is its answer', script: events(tsSaid, ts('toolUse')), ends: 'end_turn' },
  { name: 'it waits for a person', script: events(tsSaid, ts('interrupt')), ends: 'truncated' },
  { name: 'it was cancelled there', script: events(tsSaid, ts('cancelled')), ends: 'truncated' },
  {
    name: 'it waits for a person, in Python',
    script: events(said, { tool_interrupt_event: { interrupts: [{ reason: secret }] } }, stop('tool_use')),
    ends: 'truncated',
  },
  {
    name: 'it stops for a reason that nobody knows',
    script: events(said, stop('timeout_exceeded')),
    ends: 'truncated',
  },
  { name: 'AG-UI: it is done', script: events(agUiSaid, run()), ends: 'end_turn' },
  {
    name: 'AG-UI: it waits for a person',
    script: events(agUiSaid, run({ outcome: { type: 'interrupt', interrupts: [{ reason: secret }] } })),
    ends: 'truncated',
  },
  {
    name: 'AG-UI: it was cancelled',
    script: events(agUiSaid, run({ outcome: { type: 'cancelled' } })),
    ends: 'truncated',
  },
  { name: 'AG-UI: it fails', script: events(agUiSaid, { type: 'RUN_ERROR', message: secret }), ends: 'model-error' },
  {
    name: 'a graph is done',
    script: events(tsSaid, { type: 'multiAgentResultEvent', result: { status: 'COMPLETED' } }),
    ends: 'end_turn',
  },
  {
    name: 'a graph fails',
    script: events(tsSaid, { type: 'multiAgentResultEvent', result: { status: 'FAILED', error: secret } }),
    ends: 'model-error',
  },
  { name: 'it ends without an end', script: events(said), ends: 'truncated' },
  { name: 'it ends after a call', script: events(said, stop('tool_use')), ends: 'truncated' },
  {
    name: 'it begins again and ends',
    script: events(said, stop('end_turn'), { event: { messageStart: { role: 'assistant' } } }),
    ends: 'truncated',
  },
  { name: 'texts alone', script: events('"It is"'), ends: 'end_turn' },
  { name: 'texts alone, cut', script: stream(dataOf('"It is"'), cut), ends: 'disconnected' },
  { name: 'plain text, cut', script: { type: 'text/plain', moves: ['It is', cut] }, ends: 'disconnected' },
  {
    name: 'JSON, cut',
    script: { type: 'application/json', moves: ['{"result":"It', cut] },
    ends: 'disconnected',
    isRefused: true,
  },
  { name: 'it is cut', script: stream(dataOf(said), cut), ends: 'disconnected' },
  { name: 'it is reset', script: stream(dataOf(said), { end: 'reset' }), ends: 'disconnected' },
  { name: 'it is cut within an event', script: stream(dataOf(said), 'data: {"event":', cut), ends: 'disconnected' },
  { name: 'it is silent', script: stream(dataOf(said), hold), ends: 'stalled', runtime: { idleMs: 200 } },
  { name: 'it is silent at once', script: stream(hold), ends: 'stalled', isRefused: true, runtime: { idleMs: 200 } },
  {
    name: 'its time is over',
    script: stream(dataOf(said), hold),
    ends: 'deadline',
    config: { integrationTimeoutMs: 400 },
  },
  {
    name: 'it tells an error, in TypeScript',
    script: stream(dataOf(said), `event: error\ndata: {"error":"${secret}"}\n\n`),
    ends: 'model-error',
  },
  {
    name: 'it tells an error, in Python',
    script: events(said, { error: secret, error_type: 'RuntimeError' }),
    ends: 'model-error',
  },
  {
    name: 'it tells an error at once',
    script: stream(`event: error\ndata: {"error":"${secret}"}\n\n`),
    ends: 'model-error',
    isRefused: true,
  },
  {
    name: 'it tells an error as JSON',
    script: { type: 'application/json', moves: [`{"error":"${secret}"}`] },
    ends: 'model-error',
    isRefused: true,
  },
  { name: 'it says nothing', script: events(), ends: 'truncated', isRefused: true },
  {
    name: 'it says what nobody knows',
    script: events({ token: secret }, { done: true }),
    ends: 'unreadable',
    isRefused: true,
  },
  {
    name: 'a harness is done',
    script: frames(saidInFrame, stopInFrame('end_turn')),
    ends: 'end_turn',
    runtime: harness,
  },
  {
    name: 'a harness used all its steps',
    script: frames(saidInFrame, stopInFrame('max_iterations_exceeded')),
    ends: 'max_steps',
    runtime: harness,
  },
  {
    name: 'a harness hands a call to its client',
    script: frames(saidInFrame, stopInFrame('tool_use')),
    ends: 'truncated',
    runtime: harness,
  },
  {
    name: 'a harness’s hook stops it',
    script: frames(saidInFrame, stopInFrame('hook_stopped')),
    ends: 'truncated',
    runtime: harness,
  },
  {
    name: 'a harness breaks',
    script: frames(saidInFrame, frame('runtimeClientError', { message: secret }, 'exception')),
    ends: 'model-error',
    runtime: harness,
  },
  { name: 'a harness is cut', script: frames(saidInFrame, cut), ends: 'disconnected', runtime: harness },
  {
    name: 'a harness is cut within a frame',
    script: frames(saidInFrame, saidInFrame.subarray(0, 20), cut),
    ends: 'disconnected',
    runtime: harness,
  },
  {
    name: 'a harness ends within a frame',
    script: frames(saidInFrame, saidInFrame.subarray(0, 20)),
    ends: 'unreadable',
    runtime: harness,
  },
  {
    name: 'a harness sends a broken frame',
    script: frames(
      saidInFrame,
      saidInFrame.map((byte, at) => (at === 50 ? byte ^ 1 : byte)),
    ),
    ends: 'unreadable',
    runtime: harness,
  },
  {
    name: 'AgentCore throttles',
    script: refuses(429, 'ThrottlingException'),
    ends: 'throttled',
    isRefused: true,
    isStopped: false,
  },
  {
    name: 'its quota is used up',
    script: refuses(402, 'ServiceQuotaExceededException'),
    ends: 'throttled',
    isRefused: true,
    isStopped: false,
  },
  {
    name: 'its session is being made',
    script: refuses(409, 'RetryableConflictException'),
    ends: 'overloaded',
    isRefused: true,
    isStopped: false,
  },
  {
    name: 'it may not be asked',
    script: refuses(403, 'AccessDeniedException'),
    ends: 'access-denied',
    isRefused: true,
    isStopped: false,
  },
  {
    name: 'it is not there',
    script: refuses(404, 'ResourceNotFoundException'),
    ends: 'unknown-model',
    isRefused: true,
    isStopped: false,
  },
  {
    name: 'AgentCore refuses the input',
    script: refuses(400, 'ValidationException'),
    ends: 'model-refused',
    isRefused: true,
    isStopped: false,
  },
  {
    name: 'it answers with an error of its own',
    script: refuses(424, 'RuntimeClientError'),
    ends: 'model-error',
    isRefused: true,
  },
  { name: 'AgentCore breaks', script: refuses(500, 'InternalServerException'), ends: 'model-error', isRefused: true },
  {
    name: 'an AG-UI runtime is busy, which AgentCore tells as events',
    script: { status: 409, body: dataOf({ type: 'RUN_ERROR', message: secret }) },
    ends: 'overloaded',
    isRefused: true,
    isStopped: false,
  },
  {
    name: 'a load balancer is in the way',
    script: { status: 503, body: `<html>${secret}` },
    ends: 'overloaded',
    isRefused: true,
  },
];

describe.each(cases)('$name', ({ script, ends, isRefused, isStopped = true, runtime, config }) => {
  test.each(ways)('$name', async (way) => {
    const { text, status, record, stopped, refusals } = await askRuntime(script, {
      path: way.path,
      accept: way.accept,
      body: way.body('How is the weather?', 'research'),
      ...(runtime && { runtime }),
      ...(config && { config }),
    });
    expect(refusals).toEqual([]);
    const word = wordFor(way, ends);
    expect(howItEnded(way, status, text)).toEqual(typeof word === 'string' ? word : expect.stringMatching(word));
    const isWhole = ends in failures && !/streamed|SSE|NDJSON|plain|UI/.test(way.name);
    const { status: failed } = new Failure(ends in failures ? (ends as Failure['kind']) : 'internal', '');
    expect(status).toBe(ends in failures && (isRefused || isWhole) ? failed : 200);
    expect(stopped).toHaveLength(isStopped ? 1 : 0);
    expect(text + JSON.stringify(record)).not.toMatch(/secret-7|arn:aws|111122223333|Bedrock/);
  });
});
