import { Agent, type AgentConfig, configureLogging, NullConversationManager } from '@strands-agents/sdk';
import { refusalOfAgent } from '../agent-refusal.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Stop } from '../chat/stop.ts';
import type { Question } from '../source.ts';
import type { DefinedAgent } from './define-agent.ts';
import type { Host } from './host.ts';
import { openSearch } from './knowledge/open-search.ts';
import { openTools } from './mcp/open-tools.ts';
import { openModels } from './open-models.ts';
import { guardTools, type ToolBounds } from './strands/guard-tools.ts';
import { seed } from './strands/seed.ts';
import { fromSystem } from './strands/system.ts';
import { toPart } from './strands/to-part.ts';
import { tellSteps } from './tell-steps.ts';

// What Strands logs may hold what a model said.
const silent = (): void => undefined;
configureLogging({ debug: silent, info: silent, warn: silent, error: silent });

const usualBounds: ToolBounds = { ms: 30_000, bytes: 64_000 };

/**
 * An agent's answer as one normalized sequence: its steps are one message, its tools the server's. The agent is made for this answer alone, since
 * Strands lets one do one thing at a time. Never throws.
 */
export async function* runAgent(
  definition: DefinedAgent,
  question: Question,
  host: Host,
  toolBounds = usualBounds,
): AsyncGenerator<ChatEvent> {
  const { chat, model, signal, caller, note } = question;
  const { turns, tokens, shows } = definition;
  const thinking = model.agent?.model ?? model.alias;
  const told = tellSteps(shows);
  const conversation = seed(chat.turns);
  const spent = new AbortController();
  const searching = openSearch(question, host, told.see);
  const tools = definition.tools.map((tool) =>
    'kind' in tool && tool.kind === 'knowledge' ? searching.toTool(tool) : tool,
  );
  const openModel = openModels({ question, host, tokens, conversation, told, end: () => spent.abort() });

  /** Its own words come before the caller's. */
  async function toConfig(): Promise<AgentConfig> {
    const systemPrompt = fromSystem(definition.system, chat.system);
    return {
      model: openModel(thinking, true),
      messages: conversation.messages,
      ...(systemPrompt && { systemPrompt }),
      tools: [...(await openTools(tools, host))],
      printer: false,
      // A step is asked again by the client of Bedrock alone, and never after its first word.
      retryStrategy: null,
      conversationManager: new NullConversationManager(),
    };
  }

  const beside = (alias = thinking) => openModel(alias, false);

  async function make(): Promise<Agent> {
    const config = await toConfig();
    const agent = await (definition.create?.({ config, model: beside, caller, signal }) ?? new Agent(config));
    const failedTools: string[] = [];
    guardTools(agent, toolBounds, (tool, why) => {
      failedTools.push(`${tool}: ${why}`);
      note({ failedTools });
    });
    return agent;
  }

  try {
    const refused = refusalOfAgent(question, host.toFailure);
    if (refused) throw refused;
    const agent = await make();
    const cancelSignal = AbortSignal.any([signal, spent.signal]);
    const options = { cancelSignal, limits: { turns }, invocationState: { caller } };
    let stopReason = '';
    for await (const event of agent.stream([], options)) {
      if (event.type === 'agentResultEvent') ({ stopReason } = event.result);
      if (event.type === 'toolResultEvent') {
        const { toolUseId, status, content } = event.result;
        told.seeResult(toolUseId, status === 'error', content.map(toPart));
      }
      yield* taken();
    }
    // Who aborted it says why.
    if (signal.aborted) return;
    const stop = toStop(stopReason, told.stop());
    if (spent.signal.aborted) yield toSpent();
    else if (stop) yield { type: 'message-stop', stop };
  } catch (error) {
    yield* taken();
    const failure = told.failure() ?? host.asFailure(error);
    if (spent.signal.aborted) yield toSpent();
    else yield* searching.cite({ type: 'failure', failure });
  }

  function* taken(): Generator<ChatEvent> {
    for (const event of told.take()) yield* searching.cite(event);
  }

  function toSpent(): ChatEvent {
    if (told.stop()) return { type: 'message-stop', stop: { kind: 'length', reason: 'agent_tokens' } };
    return { type: 'failure', failure: host.toFailure('too-large', tooLarge(tokens)) };
  }
}

/**
 * Undefined if it is not known to be done: whoever waits for the last event says that it is missing. So it is when a hook cancels the agent, or a
 * tool waits for a person, who can't be asked here.
 */
function toStop(reason: string, last: Stop | undefined): Stop | undefined {
  if (reason === 'limitTurns') return { kind: 'max-steps', reason: 'max_steps' };
  if (!whole.has(reason)) return undefined;
  // A hook said that the tools' results are the answer.
  return last?.kind === 'tool-use' ? { kind: 'finished', reason: 'ended_by_hook' } : last;
}

/** What Strands says of an agent that is done; `toolUse` where the answer is a tool's input (structured output). */
const whole: ReadonlySet<string> = new Set(['endTurn', 'toolUse']);

function tooLarge(tokens: number): string {
  return `this agent may use ${tokens} tokens for an answer, and the conversation alone has more: send less, or begin a new conversation`;
}
