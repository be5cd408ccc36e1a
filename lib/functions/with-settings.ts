import { cpSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Names, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Settings } from '../settings/settings.ts';
import { toConfig } from '../settings/to-config.ts';

/**
 * A copy of a bundle with `settings.json` in it, beside the assembly that is being synthesized. The settings travel with the
 * code, since a function's environment holds 4 KB in all (Lambda quotas): one model's name, or a long system prompt, too much.
 *
 * @returns its folder
 */
export function withSettings(codePath: string, scope: IConstruct, settings: Settings): string {
  const assembly = Stage.of(scope)?.outdir ?? '';
  const folder = path.join(assembly, `code.${Names.uniqueId(scope)}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(codePath, folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(toConfig(settings)));
  return folder;
}
