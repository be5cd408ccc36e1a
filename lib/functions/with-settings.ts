import { cpSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Names, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * A copy of a bundle with the function's `settings.json` in it, and with the agents' bundle if there is one, inside the assembly that is being synthesized. The settings are deployed with
 * the code, because a function's environment is limited to 4 KB (Lambda quotas): many models or a long system prompt exceed it.
 *
 * @returns the folder of the copy
 */
export function withSettings(
  codePath: string,
  scope: IConstruct,
  { config, agents }: { readonly config: object; readonly agents?: string },
): string {
  const assembly = Stage.of(scope)?.outdir ?? '';
  const folder = path.join(assembly, `code.${Names.uniqueId(scope)}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(codePath, folder, { recursive: true });
  if (agents !== undefined) cpSync(agents, path.join(folder, 'agents'), { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(config));
  return folder;
}
