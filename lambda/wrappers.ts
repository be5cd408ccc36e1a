import type { Config } from './config.ts';
import type { Wrapper } from './source.ts';
import { limits } from './time/limits.ts';

/**
 * What stands around every source, the outermost first. What a deployment leaves out is never loaded: a feature's row is
 * its wrapper, imported here only where the config names it.
 */
export async function openWrappers(config: Config): Promise<readonly Wrapper[]> {
  return [limits(config)];
}
