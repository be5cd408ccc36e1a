import { Agent, type AgentConfig, BedrockModel, configureLogging, type Tool } from '@strands-agents/sdk';
import { BedrockAgentCoreApp } from 'bedrock-agentcore/runtime';
import { z } from 'zod';
import { anyone } from '../../lambda/access/caller.ts';
import type { DefinedAgent } from '../../lambda/agents/define-agent.ts';
import { guardTools } from '../../lambda/agents/strands/guard-tools.ts';
import { agents } from '../index.ts';

/**
 * One of the agents of agents/index.ts as AgentCore runs it: an app that answers with Strands' events. What it needs is in its environment: `AGENT`,
 * its name; `MODEL_ID`, the model or inference profile of Bedrock that it thinks with; and, where it is not AgentCore that runs it, `HOST` and `PORT`.
 */
const { AGENT = '', MODEL_ID = '', HOST = '0.0.0.0', PORT = '8080' } = process.env;

const turns = z.array(
  z.object({ role: z.enum(['user', 'assistant']), content: z.array(z.object({ text: z.string() })) }),
);

/** What the function asks with (lambda/runtimes/ask/to-request.ts). Whoever asks it directly needs `prompt` alone. */
const request = z.object({
  prompt: z.string(),
  messages: turns.optional(),
  /** What came before, where the session is a conversation's: nothing is kept here between two questions. */
  history: turns.default([]),
  system: z.string().optional(),
  caller: z
    .object({ id: z.string(), kind: z.literal(['key', 'cognito', 'oidc', 'iam', 'anyone']), plan: z.string() })
    .default(anyone),
});

// What Strands logs may hold what a model said.
const silent = (): void => undefined;
configureLogging({ debug: silent, info: silent, warn: silent, error: silent });

const definition = await load();
const model = new BedrockModel({ modelId: MODEL_ID });

async function load(): Promise<DefinedAgent> {
  const found = new Map(Object.entries(agents)).get(AGENT);
  if (!found) throw new Error(`AGENT is ${JSON.stringify(AGENT)}: it must be one of ${Object.keys(agents).join(', ')}`);
  if (MODEL_ID === '') throw new Error('MODEL_ID must be the id of a model or an inference profile of Bedrock');
  return (await found()).default;
}

/** MCP servers and documents are the function's to ask: it has their secrets, and knows whose documents they are. */
function toTools({ tools }: DefinedAgent): Tool[] {
  return tools.map((tool) => {
    if ('kind' in tool)
      throw new Error(
        `the agent ${AGENT} has ${tool.kind === 'mcp' ? 'an MCP server' : 'documents'}: it runs in the function only`,
      );
    return tool;
  });
}

const tools = toTools(definition);

async function* answer({ prompt, messages, history, system, caller }: z.infer<typeof request>) {
  const systemPrompt = [definition.system, system].filter((text) => text !== undefined).join('\n\n');
  const config: AgentConfig = {
    model,
    messages: [...history, ...(messages ?? [{ role: 'user' as const, content: [{ text: prompt }] }])],
    ...(systemPrompt !== '' && { systemPrompt }),
    tools: [...tools],
    printer: false,
    // Words that were sent can't be taken back.
    retryStrategy: null,
  };
  // A client that leaves is not told here: AgentCore ends the session.
  const { signal } = new AbortController();
  const agent = (await definition.create?.({ config, model: () => model, caller, signal })) ?? new Agent(config);
  guardTools(agent, { ms: 30_000, bytes: 64_000 }, () => undefined);
  const limits = { turns: definition.turns, totalTokens: definition.tokens };
  for await (const event of agent.stream([], { limits, invocationState: { caller } })) {
    yield { data: event };
  }
}

new BedrockAgentCoreApp({
  invocationHandler: { requestSchema: request, process: (asked) => answer(asked) },
  config: { logging: { enabled: false } },
}).run({ host: HOST, port: Number(PORT) });
