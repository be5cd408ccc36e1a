import type { Settings } from '../settings.ts';
import type { Problem } from './cross-checks.ts';

/** What files need of the other settings. */
export function checkFiles({ files, access, backend, stage }: Settings): readonly Problem[] {
  if (!files) return [];
  return [
    files.perCaller &&
      access === 'open' && {
        name: 'files.perCaller',
        value: files.perCaller,
        allowed: 'false, because access is "open" and callers have no names',
      },
    // A container finds a file's name behind the stage's, or without one.
    backend === 'container' &&
      stage === 'files' && { name: 'stage', value: stage, allowed: 'another name than files, because files is set' },
  ].filter((problem) => typeof problem === 'object');
}
