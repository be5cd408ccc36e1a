import { aboutAccess } from './access.ts';
import { aboutContainers } from './containers.ts';
import { aboutFiles } from './files.ts';
import { aboutFunctions } from './functions.ts';
import { aboutKnowledge } from './knowledge.ts';
import { aboutTables } from './tables.ts';
import { aboutOwnAnswers } from './own-answers.ts';
import { aboutStreamBytes } from './stream-bytes.ts';
import { aboutStreams } from './streams.ts';

/** All that the local stage believes about AWS, in the order of docs/local-stage.md. */
export const assumptions = [
  ...aboutStreams,
  ...aboutStreamBytes,
  ...aboutOwnAnswers,
  ...aboutAccess,
  ...aboutFunctions,
  ...aboutContainers,
  ...aboutTables,
  ...aboutKnowledge,
  ...aboutFiles,
] as const;

export type KnownAssumption = (typeof assumptions)[number];
