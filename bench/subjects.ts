import path from 'node:path';
import type { Config } from '../lambda/config.ts';
import { loadNames } from './answer-load.ts';

/** A handler under test. */
export interface Subject {
  readonly name: string;
  /** The folder of its bundle. */
  readonly folder: string;
  /** The module that exports `handler`. */
  readonly bundle: string;
  readonly variables: Readonly<Record<string, string>>;
}

const distFolder = path.join(import.meta.dirname, 'dist');

/** Our bundle as it is built and deployed, with default settings. */
export const config: Config = {
  models: Object.fromEntries(loadNames.map((name) => [name, { id: name }])),
  modelNames: {},
  defaultModel: loadNames[0] ?? '',
  access: 'key',
  plans: { standard: {} },
  budgetFailure: 'closed',
  isCancellable: false,
  defaultPrompt: 'Hi',
  bedrockRegion: 'us-east-1',
  maxBodyBytes: 4_194_304,
  maxTurns: 200,
  maxTokens: 4096,
  integrationTimeoutMs: 900_000,
  endpointIdleMs: 300_000,
  marginMs: 5_000,
  upstreamIdleMs: 120_000,
  heartbeatMs: 15_000,
  commitAfterMs: 10_000,
  isPrewarmed: true,
};

/** The same with budgets and cancel. */
const budgetsConfig: Config = {
  ...config,
  plans: { standard: { budget: { day: { tokens: 1e12, nanoUsd: 1e15 }, month: { tokens: 1e13 } } } },
  isCancellable: true,
};

/** The same where conversations are kept, and six turns are recalled for each question. */
const keptConfig: Config = {
  ...config,
  conversations: { keptMs: 2_592_000_000, keepMs: 5_000, historyTokens: 32_000 },
};

/** The same with the example agent, which thinks with the model of one delta. */
const agentConfig: Config = {
  ...config,
  agents: { assistant: { description: 'agents/assistant.ts', model: 'bench.one', turns: 8, tokens: 100_000 } },
};

const toSubject = (name: string, variables: Subject['variables'] = {}): Subject => {
  const folder = path.join(distFolder, name);
  return { name, folder, bundle: path.join(folder, 'index.mjs'), variables };
};

export const ours = toSubject('rivulet', { POWERTOOLS_SERVICE_NAME: 'bench' });
/** Where the table is, the world says: `AWS_ENDPOINT_URL_DYNAMODB`. */
const withTable = { ...ours.variables, RIVULET_TABLE: JSON.stringify({ name: 'bench', endpoint: 'http://127.0.0.1' }) };
export const oursBudgets = toSubject('rivulet-budgets', withTable);
export const oursKept = toSubject('rivulet-kept', withTable);
export const oursAgent = toSubject('rivulet-agent', ours.variables);

/** Our bundle by the settings that it is measured with. */
export const ownConfigs: readonly (readonly [Subject, Config])[] = [
  [ours, config],
  [oursBudgets, budgetsConfig],
  [oursKept, keptConfig],
  [oursAgent, agentConfig],
];
export const floor = toSubject('floor');

/** The peers, each as its own documentation shows: handlers/NAME.ts. */
export const peers = ['blog', 'sdk', 'hono', 'ai', 'langchain', 'strands', 'anthropic'].map((name) => toSubject(name));

/** The same agent as the documentation of others shows it. */
export const agentPeers = ['strands-agent', 'ai-agent', 'langchain-agent'].map((name) => toSubject(name));

/** One agent by several ways to run it, beside the model that it thinks with. */
export const agentSubjects: readonly Subject[] = [ours, oursAgent, ...agentPeers];

export const subjects: readonly Subject[] = [ours, oursBudgets, oursKept, ...peers, floor];
