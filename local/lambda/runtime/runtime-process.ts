import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalFunction } from '../../template/model.ts';
import type { EnvironmentOptions } from '../environment-options.ts';
import { toFunctionVariables } from '../function-variables.ts';

const shimPath = path.join(import.meta.dirname, 'ric-shim.cjs');
const runtimeClientPath = createRequire(import.meta.url).resolve('aws-lambda-ric');

/**
 * A process with AWS's own runtime client and the function in it, in the same Node version as the stage.
 * Its stdin stays open and unused: when the stage ends, for whatever reason, stdin closes and the process ends itself.
 */
export function spawnRuntime(
  localFunction: LocalFunction,
  runtimeApiAddress: string,
  { region, extraVariables, log }: Pick<EnvironmentOptions, 'region' | 'extraVariables' | 'log'>,
): ChildProcess {
  const child = spawn(process.execPath, ['--require', shimPath, runtimeClientPath], {
    cwd: localFunction.codePath,
    env: { ...toFunctionVariables(localFunction, region, runtimeApiAddress), ...extraVariables },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const output of [child.stdout, child.stderr]) createInterface({ input: output }).on('line', log);
  // A process that has already ended closes its side first; that is not an error of the stage.
  child.stdin.on('error', () => undefined);
  return child;
}

/** Ends the process as Lambda does: at once and without warning. */
export async function killRuntime(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
