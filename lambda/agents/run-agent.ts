import { Agent, type AgentConfig, configureLogging, NullConversationManager } from '@strands-agents/sdk';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Stop } from '../chat/stop.ts';
import type { Question } from '../source.ts';
import type { DefinedAgent } from './define-agent.ts';
import type { Host } from './host.ts';
import { openTools } from './mcp/open-tools.ts';
import { refusalOf } from './refuse.ts';
import { openSpend } from './spend.ts';
import { guardTools } from './strands/guard-tools.ts';
import { type Ask, HostModel } from './strands/host-model.ts';
import { seed } from './strands/seed.ts';
import { fromSystem, toSystem } from './strands/system.ts';
import { toTool } from './strands/to-tool.ts';
import { toPart } from './strands/to-part.ts';
import { tellSteps } from './tell-steps.ts';
import { uniqueCalls } from './unique-calls.ts';

// What Strands logs may hold what a model said.
const silent = (): void => undefined;
configureLogging({ debug: silent, info: silent, warn: silent, error: silent });

const toolBounds = { ms: 30_000, bytes: 64_000 };

/**
 * An agent's answer as one normalized sequence: its steps are one message, its tools the server's. The agent is made for this answer alone, since
 * Strands lets one do one thing at a time. Never throws.
 */
export async function* runAgent(definition: DefinedAgent, question: Question, host: Host): AsyncGenerator<ChatEvent> {
  const { chat, model, signal, caller, note } = question;
  const { models, modelOf, asFailure, toFailure } = host;
  const told = tellSteps(definition.shows);
  const spend = openSpend(definition.tokens);
  const conversation = seed(chat.turns);
  const failedTools: string[] = [];
  let steps = 0;
  let isSpent = false;

  /** Asks a model for a step, within the tokens that are left. Only the words of the agent that answers are told. */
  function asking(alias: string, isTold: boolean): Ask {
    const rename = uniqueCalls();
    return async function* ask(messages, { systemPrompt, toolSpecs = [], cancelSignal = signal }) {
      const { isSerial: _isSerial, system: _system, ...asked } = chat;
      const step = {
        ...asked,
        ...toSystem(systemPrompt),
        turns: conversation.toTurns(messages),
        ...(toolSpecs.length > 0 && { tools: toolSpecs.map(toTool) }),
      };
      const maxTokens = spend.allow(step, chat.maxTokens);
      isSpent = maxTokens <= 0;
      if (isSpent) throw new Error('the agent has used its tokens');
      note({ steps: (steps += 1) });
      const asks = { ...question, model: modelOf(alias), chat: { ...step, maxTokens }, signal: cancelSignal };
      for await (const event of models(asks)) {
        const renamed = rename(event);
        spend.see(renamed);
        if (isTold || renamed.type === 'usage') told.see(renamed);
        yield renamed;
      }
    };
  }

  /** What it is made of. Its own words come before the caller's. */
  async function toConfig(): Promise<AgentConfig> {
    const system = fromSystem(definition.system, chat.system);
    return {
      model: new HostModel(asking(thinking, true)),
      messages: conversation.messages,
      ...(system && { systemPrompt: system }),
      tools: [...(await openTools(definition.tools, host))],
      printer: false,
      // A step is asked again by the client of Bedrock alone, and never after its first word.
      retryStrategy: null,
      conversationManager: new NullConversationManager(),
    };
  }

  async function open(): Promise<Agent> {
    const config = await toConfig();
    const beside = (alias = thinking) => new HostModel(asking(alias, false));
    const agent = await (definition.create?.({ config, model: beside, caller, signal }) ?? new Agent(config));
    guardTools(agent, toolBounds, (tool, why) => {
      failedTools.push(`${tool}: ${why}`);
      note({ failedTools });
    });
    return agent;
  }

  const thinking = model.agent?.model ?? model.alias;
  try {
    const refused = refusalOf(question, host);
    if (refused) throw refused;
    const agent = await open();
    const options = { cancelSignal: signal, limits: { turns: definition.turns }, invocationState: { caller } };
    let stopReason = '';
    for await (const event of agent.stream([], options)) {
      yield* told.take();
      if (event.type === 'toolResultEvent') {
        const { toolUseId, status, content } = event.result;
        told.seeResult(toolUseId, status === 'error', content.map(toPart));
      }
      if (event.type === 'agentResultEvent') ({ stopReason } = event.result);
    }
    yield* told.take();
    // Who aborted it says why.
    if (signal.aborted) return;
    const stop = toStop(stopReason, told.stop());
    if (stop) yield { type: 'message-stop', stop };
  } catch (error) {
    yield* told.take();
    if (isSpent && told.stop()) yield { type: 'message-stop', stop: { kind: 'length', reason: 'agent_tokens' } };
    else if (isSpent) yield { type: 'failure', failure: toFailure('too-large', tooLarge(definition.tokens)) };
    else yield { type: 'failure', failure: told.failure() ?? asFailure(error) };
  }
}

/** Undefined if nothing was said: whoever waits for the last event says that it is missing. */
function toStop(reason: string, last: Stop | undefined): Stop | undefined {
  if (reason === 'limitTurns') return { kind: 'max-steps', reason: 'max_steps' };
  // A hook ended it after a step that called tools.
  return last?.kind === 'tool-use' ? { kind: 'finished', reason: 'ended_by_hook' } : last;
}

function tooLarge(tokens: number): string {
  return `the conversation is larger than this agent may read, which is ${tokens} tokens: begin a new one, or send less`;
}
