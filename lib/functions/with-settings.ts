import { cpSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Names, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Settings } from '../settings/settings.ts';
import { toConfig } from '../settings/to-config.ts';

/**
 * A copy of a bundle with `settings.json` in it, inside the assembly that is being synthesized. The settings are deployed with
 * the code, because a function's environment is limited to 4 KB (Lambda quotas): many models or a long system prompt exceed it.
 *
 * @returns the folder of the copy
 */
export function withSettings(codePath: string, scope: IConstruct, settings: Settings): string {
  const assembly = Stage.of(scope)?.outdir ?? '';
  const folder = path.join(assembly, `code.${Names.uniqueId(scope)}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(codePath, folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(toConfig(settings)));
  return folder;
}
