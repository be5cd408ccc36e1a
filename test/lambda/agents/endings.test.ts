import {
  AfterModelCallEvent,
  Agent,
  BeforeModelCallEvent,
  FunctionTool,
  ModelStreamUpdateEvent,
  tool,
  type ToolContext,
} from '@strands-agents/sdk';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentDefinition } from '../../../lambda/agents/define-agent.ts';
import type { ToolBounds } from '../../../lambda/agents/strands/guard-tools.ts';
import { ToolError } from '../../../lambda/agents/tool-error.ts';
import { Failure, failures } from '../../../lambda/chat/failure.ts';
import { askAgent, calls, refuses, says, type Step } from '../../fixtures/agents/ask-agent.ts';
import { type Ending, howItEnded, ways, wordFor } from '../../fixtures/endings/how-it-ended.ts';

/** What must reach nobody, wherever a tool says it. */
const secret = 'db-password-9';

const weather = tool({
  name: 'weather',
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  callback: ({ city }) => ({ city, sky: 'clear' }),
});
const weatherThat = (callback: (input: unknown, context: ToolContext) => unknown) =>
  new FunctionTool({
    name: 'weather',
    description: 'The weather',
    callback: async (...given) => callback(...given) as string,
  });

interface Case {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly ends: Ending;
  /** The status of a refusal, where nothing was said before it. */
  readonly refused?: number;
  readonly tool?: FunctionTool | typeof weather;
  readonly agent?: Partial<AgentDefinition>;
  readonly bounds?: ToolBounds;
  readonly config?: object;
  /** What the model is told of the tool. */
  readonly told?: string;
  readonly failed?: readonly string[];
}

const lisbon: Step = calls(['weather', '{"city":"Lisbon"}']);
const mild = says('It is mild.');
const failure = (kind: Failure['kind'], message: string = kind) => new Failure(kind, message);
const half = (kind: Failure['kind']) => says('It is', failure(kind)).toSpliced(4, 1);

const cases: readonly Case[] = [
  { name: 'it answers', steps: [mild], ends: 'end_turn' },
  { name: 'a tool is called', steps: [lisbon, mild], ends: 'end_turn', told: 'clear' },
  { name: 'the first step is throttled', steps: [refuses(failure('throttled'))], ends: 'throttled', refused: 429 },
  { name: 'the second step is throttled', steps: [lisbon, refuses(failure('throttled'))], ends: 'throttled' },
  { name: 'the second step is throttled midway', steps: [lisbon, half('throttled')], ends: 'throttled' },
  { name: 'the second step is cut', steps: [lisbon, half('disconnected')], ends: 'disconnected' },
  { name: 'the second step breaks off', steps: [lisbon, mild.slice(0, 4)], ends: 'truncated' },
  { name: 'the second step is refused', steps: [lisbon, refuses(failure('model-refused'))], ends: 'model-refused' },
  {
    name: 'the second step is silent',
    steps: [lisbon, [...mild.slice(0, 3), 5_000]],
    ends: 'stalled',
    config: { upstreamIdleMs: 100 },
  },
  { name: 'the second step is too long', steps: [lisbon, says('It is', 'length')], ends: 'max_tokens' },
  { name: 'a guardrail ends the second step', steps: [lisbon, says('No.', 'guardrail')], ends: 'guardrail_intervened' },
  { name: 'it calls for ever', steps: [lisbon], ends: 'max_steps', agent: { turns: 3 } },
  { name: 'its tokens are used up', steps: [lisbon], ends: 'max_tokens', agent: { turns: 50, tokens: 1_200 } },
  {
    name: 'a tool that it does not have is called',
    steps: [calls(['rm_rf', '{}']), mild],
    ends: 'end_turn',
    told: 'there is no tool of this name',
    failed: [': unknown'],
  },
  {
    name: 'the input does not fit',
    steps: [calls(['weather', `{"town":"${secret}"}`]), mild],
    ends: 'end_turn',
    told: 'the input does not fit the tool’s schema',
    failed: ['weather: invalid-input'],
  },
  {
    name: 'a call is cut by the length limit',
    steps: [lisbon, [...calls(['weather', '{"city":"Lis']).slice(0, 9), ...says('', 'length').slice(-2)]],
    ends: 'max_tokens',
  },
  {
    name: 'a tool throws',
    tool: weatherThat(() => {
      throw new Error(`no host ${secret}`);
    }),
    steps: [lisbon, mild],
    ends: 'end_turn',
    told: 'the tool failed',
    failed: ['weather: failed'],
  },
  {
    name: 'a tool says what is wrong',
    tool: weatherThat(() => {
      throw new ToolError('the city must be in Portugal');
    }),
    steps: [lisbon, mild],
    ends: 'end_turn',
    told: 'the city must be in Portugal',
    failed: ['weather: refused'],
  },
  {
    name: 'a tool hangs',
    tool: weatherThat(() => new Promise(() => undefined)),
    steps: [lisbon, mild],
    ends: 'end_turn',
    bounds: { ms: 100, bytes: 64_000 },
    told: 'the tool took longer than 0.1 s',
    failed: ['weather: timeout'],
  },
  {
    name: 'a tool that hangs throws later',
    tool: weatherThat(async () => {
      await sleep(150);
      throw new Error(secret);
    }),
    steps: [lisbon, [...mild.slice(0, 3), 200, ...mild.slice(3)]],
    ends: 'end_turn',
    bounds: { ms: 50, bytes: 64_000 },
    told: 'the tool took longer than 0.05 s',
    failed: ['weather: timeout'],
  },
  {
    name: 'a tool floods',
    tool: weatherThat(() => 'x'.repeat(70_000)),
    steps: [lisbon, mild],
    ends: 'end_turn',
    told: 'the tool returned more than 64 kB: ask it for less',
    failed: ['weather: too-large'],
  },
  {
    name: 'a tool returns what is no JSON',
    tool: weatherThat(() => {
      const own: Record<string, unknown> = { secret };
      return Object.assign(own, { own });
    }),
    steps: [lisbon, mild],
    ends: 'end_turn',
    told: 'the tool failed',
    failed: ['weather: failed'],
  },
  {
    name: 'a tool returns nothing',
    tool: weatherThat(() => undefined),
    steps: [lisbon, mild],
    ends: 'end_turn',
    told: 'null',
  },
  {
    name: 'its time is over while a tool runs',
    tool: weatherThat(async (_input, { cancelSignal }) => sleep(5_000, 'late', { signal: cancelSignal })),
    steps: [lisbon, mild],
    ends: 'deadline',
    config: { integrationTimeoutMs: 400 },
  },
  {
    name: 'its time is over while a tool hangs',
    tool: weatherThat(() => new Promise(() => undefined)),
    steps: [lisbon, mild],
    ends: 'deadline',
    config: { integrationTimeoutMs: 400 },
  },
  {
    name: 'a hook of its own asks again for ever',
    steps: [lisbon],
    ends: 'max_tokens',
    agent: {
      tokens: 5_000,
      create({ config }) {
        const made = new Agent({ ...config, tools: [weather] });
        made.addHook(AfterModelCallEvent, (event) => void (event.retry = true));
        return made;
      },
    },
  },
  {
    name: 'a hook of its own ends it in the middle of a step',
    steps: [lisbon, mild],
    ends: 'truncated',
    agent: {
      create({ config }) {
        const made = new Agent({ ...config, tools: [weather] });
        let steps = 0;
        made.addHook(BeforeModelCallEvent, () => void (steps += 1));
        made.addHook(ModelStreamUpdateEvent, ({ event }) => {
          if (steps === 2 && event.type === 'modelContentBlockDeltaEvent') made.cancel();
        });
        return made;
      },
    },
  },
  {
    name: 'a tool waits for a person',
    tool: weatherThat((_input, context) => context.interrupt({ name: 'approve', reason: secret })),
    steps: [lisbon, mild],
    ends: 'truncated',
  },
  {
    name: 'what is asked is larger than it may read',
    steps: [mild],
    ends: 'too-large',
    refused: 413,
    agent: { tokens: 1_000, system: 'long '.repeat(1_000) },
  },
  {
    name: 'it can’t be made',
    steps: [mild],
    ends: 'internal',
    refused: 500,
    agent: {
      create: () => {
        throw new Error(secret);
      },
    },
  },
];

describe.each(cases)('$name', ({ steps, ends, refused, tool: used = weather, agent, told, failed, ...more }) => {
  test.each(ways)('$name', async (way) => {
    const { text, status, record, asked } = await askAgent(
      { tools: [used], ...agent },
      { steps, path: way.path, accept: way.accept, body: way.body('What is the weather?', 'assistant'), ...more },
    );
    expect(howItEnded(way, status, text)).toEqual(toMatch(wordFor(way, ends)));
    const isWhole = ends in failures && !/streamed|SSE|NDJSON|plain|UI/.test(way.name);
    expect(status).toBe(refused ?? (isWhole ? failures[ends as Failure['kind']].status : 200));
    if (told !== undefined) expect(JSON.stringify(asked[1]?.chat.turns.at(-1))).toContain(told);
    expect(record?.failedTools).toEqual(failed);
    // What is in no event is in no protocol: not in the answer, not in the log, not in the model's next prompt.
    const isInput = steps.some((step) => JSON.stringify(step).includes(secret));
    if (!isInput) expect(text + JSON.stringify(record) + JSON.stringify(asked)).not.toContain(secret);
    expect(text).not.toContain('Bedrock');
  });
});

function toMatch(word: string | RegExp): unknown {
  return typeof word === 'string' ? word : expect.stringMatching(word);
}
