import type { AccessKeys } from '../access/access-keys.ts';
import type { Users } from '../access/users/users.ts';
import type { UsedAgent } from '../agents/read-agents.ts';
import type { UsedFiles } from '../files/used-files.ts';
import type { UsedGuardrail } from '../guardrail/used-guardrail.ts';
import type { UsedKnowledge } from '../knowledge/used-knowledge.ts';
import type { Settings } from '../settings/settings.ts';
import type { UsedTable } from '../table/used-table.ts';

/** What answers chats is made of this, wherever it runs. */
export interface ChatParts {
  readonly settings: Settings;
  /** Its name in log lines and metrics. */
  readonly service: string;
  /** The folder that `scripts/build.ts` makes. */
  readonly codePath: string;
  /** The keys that the stack makes, by their plan. */
  readonly keys: AccessKeys['byPlan'];
  readonly agents: readonly UsedAgent[];
  readonly guardrail?: UsedGuardrail;
  readonly table?: UsedTable;
  readonly knowledge?: UsedKnowledge;
  readonly files?: UsedFiles;
  /** With `access: cognito`. */
  readonly users?: Users;
}
