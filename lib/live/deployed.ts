import { type AskedPart } from '../agents/check-model.ts';
import { type NamedAgent, partsOf, type UsedAgent } from '../agents/read-agents.ts';
import type { Settings } from '../settings/settings.ts';
import { toConfig } from '../settings/to-config.ts';
import { toContext } from './live-settings.ts';

/** What `npm run live` has to know of a deployment: the folder that it runs in may be at another version. */
export interface Deployed {
  /** A digest of it. */
  readonly deployment: string;
  /** As in cdk.json. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly agents: readonly (NamedAgent & { readonly parts: readonly AskedPart[] })[];
}

/**
 * As the text of an output. In ASCII: CloudFormation gives other characters of outputs back as `?`
 * (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/814).
 */
export function toOutput(settings: Settings, agents: readonly UsedAgent[]): string {
  const deployed: Deployed = {
    deployment: toConfig(settings, agents).deployment ?? '',
    settings: toContext(settings),
    agents: agents.map(({ name, config, definition }) => ({ name, config, parts: partsOf(definition) })),
  };
  return JSON.stringify(deployed).replaceAll(/[\u0080-\uffff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
