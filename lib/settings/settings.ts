import { z } from 'zod';
import { accessAndCost } from './rows/access-and-cost.ts';
import { agents } from './rows/agents.ts';
import { budgetsAndCancel } from './rows/budgets-and-cancel.ts';
import { container } from './rows/container.ts';
import { conversations } from './rows/conversations.ts';
import { files } from './rows/files.ts';
import { knowledge } from './rows/knowledge.ts';
import type { ModelSetting, SplitSetting } from './rows/parts/model-setting.ts';
import { proxies } from './rows/proxies.ts';
import { type secondsAtEndpoint, time } from './rows/time.ts';
import { whatCallersGet } from './rows/what-callers-get.ts';
import { whereItRuns } from './rows/where-it-runs.ts';

/** Every setting, under its heading in docs/settings.md. The settings of a feature form their own group. */
export const groups = {
  'What callers get': whatCallersGet,
  Agents: agents,
  Knowledge: knowledge,
  'Access and cost': accessAndCost,
  'Budgets and cancel': budgetsAndCancel,
  Conversations: conversations,
  Time: time,
  Container: container,
  'Backends of your own': proxies,
  Files: files,
  'Where and how it runs': whereItRuns,
} as const;

const { stage, ...elsewhere } = whereItRuns;

/** Every setting by itself: what is allowed, and its default. Errors list them in this order. */
export const schema = z.object({
  stage,
  ...whatCallersGet,
  ...agents,
  ...knowledge,
  ...elsewhere,
  ...time,
  ...accessAndCost,
  ...budgetsAndCancel,
  ...conversations,
  ...container,
  ...proxies,
  ...files,
});

/** Settings whose default depends on other settings: read-settings.ts. */
type Derived = 'defaultModel' | 'webPage' | keyof (typeof secondsAtEndpoint)['edge'];

type Parsed = z.output<typeof schema>;

/** The setting `models`, taken apart: those that Bedrock has, and names whose traffic is split between them. */
interface NamedModels {
  readonly models: Readonly<Record<string, ModelSetting>>;
  readonly splits: Readonly<Record<string, SplitSetting['split']>>;
}

/** What a deployer chooses, in cdk.json's context or with `-c name=value`. Seconds may have decimals unless stated otherwise. */
export type Settings = Readonly<Omit<Parsed, Derived | 'models'> & Required<Pick<Parsed, Derived>>> & NamedModels;
