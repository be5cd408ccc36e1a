import { Agent, ExecuteToolStage, TextBlock, Tool, type ToolContext, ToolResultBlock } from '@strands-agents/sdk';
import { ToolError } from '../tool-error.ts';

export interface ToolBounds {
  /** How long one call may take. */
  readonly ms: number;
  /** How large what it returns may be. */
  readonly bytes: number;
}

/** Why a call failed, in a word that is harmless in a log. */
export type ToolFailure = 'unknown' | 'invalid-input' | 'timeout' | 'too-large' | 'refused' | 'failed';

/**
 * Bounds what any tool can do to an answer: how long it takes, how much it returns, and what its errors say. Strands waits for a tool for ever, and
 * would show the message of whatever it throws to the model, and so to the caller: a host name, a query, a key. Agents among its tools are bounded
 * as it is, and so on.
 */
export function guardTools(agent: Agent, bounds: ToolBounds, note: (tool: string, why: ToolFailure) => void): void {
  for (const one of agentsFrom(agent)) guardOwnTools(one, bounds, note);
}

/** Each once: agents may have each other as tools. */
function agentsFrom(agent: Agent, found = new Set<Agent>()): ReadonlySet<Agent> {
  if (found.has(agent)) return found;
  found.add(agent);
  for (const tool of agent.tools) if ('agent' in tool && tool.agent instanceof Agent) agentsFrom(tool.agent, found);
  return found;
}

function guardOwnTools(agent: Agent, bounds: ToolBounds, note: (tool: string, why: ToolFailure) => void): void {
  agent.addMiddleware(ExecuteToolStage, async function* guard(context, next) {
    const { toolUse, tool } = context;
    const isLate = AbortSignal.timeout(bounds.ms);
    const signal = AbortSignal.any([context.cancelSignal, isLate]);
    const over = new Promise<'over'>((resolve) => {
      if (signal.aborted) resolve('over');
      else signal.addEventListener('abort', () => resolve('over'), { once: true });
    });
    const fail = (why: ToolFailure, said: string) => {
      note(tool ? tool.name : '', why);
      return { result: toFailed(toolUse.toolUseId, said) };
    };
    const running = next({ ...context, tool: tool && new BoundedTool(tool, signal) });
    for (;;) {
      const stepping = running.next();
      // What it throws after its time is no news, but unhandled it would end the process.
      stepping.catch(() => undefined);
      const step = await Promise.race([stepping, over]);
      if (step === 'over') {
        if (!isLate.aborted) return { result: toFailed(toolUse.toolUseId, 'the answer was ended') };
        return fail('timeout', `the tool took longer than ${bounds.ms / 1000} s`);
      }
      if (step.done !== true) {
        yield step.value;
        continue;
      }
      const { result } = step.value;
      if (!tool) return fail('unknown', 'there is no tool of this name');
      if (result.status === 'error') return fail(...toTold(result.error));
      if (sizeOf(result) <= bounds.bytes) return { result };
      return fail('too-large', `the tool returned more than ${bounds.bytes / 1000} kB: ask it for less`);
    }
  });
}

/** The same tool, told when its time is up: Strands gives it the answer's signal only. */
class BoundedTool extends Tool {
  readonly name: string;
  readonly description: string;
  readonly toolSpec: Tool['toolSpec'];
  readonly #tool: Tool;
  readonly #signal: AbortSignal;

  constructor(tool: Tool, signal: AbortSignal) {
    super();
    ({ name: this.name, description: this.description, toolSpec: this.toolSpec } = tool);
    this.#tool = tool;
    this.#signal = signal;
  }

  stream(context: ToolContext): ReturnType<Tool['stream']> {
    return this.#tool.stream({ ...context, cancelSignal: this.#signal });
  }
}

function toTold(error: Error | undefined): [why: ToolFailure, said: string] {
  if (error instanceof ToolError) return ['refused', error.message.slice(0, maxToldCharacters)];
  return error?.name === 'ZodError'
    ? ['invalid-input', 'the input does not fit the tool’s schema']
    : ['failed', 'the tool failed'];
}

const maxToldCharacters = 2_000;

function toFailed(toolUseId: string, text: string): ToolResultBlock {
  return new ToolResultBlock({ toolUseId, status: 'error', content: [new TextBlock(text)] });
}

function sizeOf({ content }: ToolResultBlock): number {
  return Buffer.byteLength(JSON.stringify(content));
}
