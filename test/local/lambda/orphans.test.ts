import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { expect, test } from 'vitest';

const script = path.resolve(import.meta.dirname, '../../fixtures/busy-function.ts');

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('when the stage is killed with SIGKILL, its functions end too, even one in a busy loop', async () => {
  const stage = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output]: Buffer[] = await once(stage.stdout, 'data');
  const pid = Number(output!.toString());
  expect(isAlive(pid)).toBe(true);
  stage.kill('SIGKILL');
  await once(stage, 'exit');
  await expect.poll(() => isAlive(pid)).toBe(false);
});
