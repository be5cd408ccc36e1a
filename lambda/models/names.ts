import { type Shows, shows } from '../chat/shows.ts';
import { listOf, number, object, oneOf, optional, recordOf, text } from '../read/shape.ts';
import type { Parts } from './choose-part.ts';
import type { FamilyName } from './families/families.ts';
import { familyNames } from './families/find-family.ts';
import { type KnowledgeConfig, knowledgeShape } from './knowledge.ts';
import { type Price, priceShape } from './price.ts';

/** What callers may name, as the deployment's settings say. */
export interface Names {
  /** By alias. */
  readonly models: Readonly<Record<string, ModelConfig>>;
  /** By name, which is no alias of a model's. Left out, there are none. */
  readonly agents?: Readonly<Record<string, AgentConfig>>;
  /** Agents that run elsewhere, by name. Left out, there are none. */
  readonly runtimes?: Readonly<Record<string, RuntimeConfig>>;
  /** Documents, each with the model that answers from them. Left out, there are none. */
  readonly knowledge?: Readonly<Record<string, KnowledgeConfig>>;
  /** Names whose traffic goes to several models, each with its weights by alias. Left out, there are none. */
  readonly splits?: Readonly<Record<string, Parts>>;
  /** Other names that clients send, such as `gpt-4o-mini`, and the alias that each stands for. */
  readonly modelNames: Readonly<Record<string, string>>;
  readonly defaultModel: string;
  /** Which of them a caller may name. Left out, all. */
  readonly allowed?: readonly string[];
}

/** What is known of an agent before it is loaded, as `agents/` says (lib/agents/read-agents.ts). */
export interface AgentConfig {
  readonly description: string;
  /** The alias of the model that it thinks with. */
  readonly model: string;
  /** How often it may ask that model for one answer. */
  readonly turns: number;
  /** The tokens of all these prompts and answers together, at most. */
  readonly tokens: number;
  /** Aliases that it may ask besides, as often as its tokens allow: it makes its agents itself. Left out, none. */
  readonly mayAsk?: readonly string[];
}

/** An agent that runs on Amazon Bedrock AgentCore. */
export interface RuntimeConfig {
  readonly description: string;
  /** Of a runtime or a harness. */
  readonly arn: string;
  /** The name of its endpoint. Left out, the default one. */
  readonly qualifier?: string;
  /** What its requests are: `{prompt, messages}`, or AG-UI's input of a run. */
  readonly speaks: RuntimeProtocol;
  readonly shows: Shows;
  /** What has a session of its own there: each answer, with the whole conversation in its request; or each conversation, which the agent then remembers. */
  readonly session: RuntimeSession;
  /** What an answer may use, for budgets: nothing here holds it to that. */
  readonly tokens: number;
  /** How long it may be silent. */
  readonly idleMs: number;
  /** What its tokens cost. Left out, nobody knows. */
  readonly price?: Price;
}

export const runtimeProtocols = ['http', 'ag-ui'] as const;
type RuntimeProtocol = (typeof runtimeProtocols)[number];

export const runtimeSessions = ['answer', 'conversation'] as const;
type RuntimeSession = (typeof runtimeSessions)[number];

interface ModelConfig {
  /** Bedrock model id, inference profile id or ARN. */
  readonly id: string;
  /** The foundation model behind it, where it is not the id itself. */
  readonly foundationModel?: string;
  /** What it accepts, if that model's id does not show it. */
  readonly family?: FamilyName;
  /** Aliases that answer in its place, in this order. */
  readonly fallbacks?: readonly string[];
  /** What its tokens cost. Left out, nobody knows. */
  readonly price?: Price;
}

export const nameShapes = {
  models: recordOf(
    object({
      id: text,
      foundationModel: optional(text),
      family: optional(oneOf(familyNames)),
      fallbacks: optional(listOf(text, { max: 1000 })),
      price: optional(priceShape),
    }),
  ),
  agents: optional(
    recordOf(
      object({
        description: text,
        model: text,
        turns: number({ min: 1 }),
        tokens: number({ min: 1 }),
        mayAsk: optional(listOf(text, { max: 1000 })),
      }),
    ),
  ),
  runtimes: optional(
    recordOf(
      object({
        description: text,
        arn: text,
        qualifier: optional(text),
        speaks: oneOf(runtimeProtocols),
        shows: oneOf(shows),
        session: oneOf(runtimeSessions),
        tokens: number({ min: 1 }),
        idleMs: number({ min: 1 }),
        price: optional(priceShape),
      }),
    ),
  ),
  knowledge: optional(recordOf(knowledgeShape)),
  splits: optional(recordOf(recordOf(number({ min: 1 })))),
  modelNames: recordOf(text),
  defaultModel: text,
};

/** The names themselves, models first. */
export function listNames({
  models,
  splits = {},
  agents = {},
  runtimes = {},
  knowledge = {},
  allowed,
}: Names): readonly string[] {
  const all = [models, splits, agents, runtimes, knowledge].flatMap((named) => Object.keys(named));
  return allowed ? all.filter((name) => allowed.includes(name)) : all;
}
