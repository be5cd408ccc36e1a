import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Outcome, Session } from '../client.ts';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs a client's command with a home of its own and nothing of our environment, and ends whatever it left running.
 * Rejects if there is no such program on this machine.
 */
export async function runCommand({ file, args, env }: Command, session: Session): Promise<Outcome> {
  const child = spawn(file, args, {
    cwd: session.work,
    env: {
      PATH: [path.dirname(process.execPath), '/usr/bin', '/bin'].join(path.delimiter),
      HOME: session.home,
      TMPDIR: session.home,
      DO_NOT_TRACK: '1',
      // Nothing shall leave this machine: there is no such proxy.
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1,localhost',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, which can be ended as a whole.
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += String(chunk)));
  const endGroup = () => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  // A group of its own does not get the Ctrl-C either.
  process.once('exit', endGroup);
  const timeout = setTimeout(() => {
    text += `\nStill running after ${session.timeoutSeconds} s: ended.`;
    endGroup();
  }, session.timeoutSeconds * 1000);
  try {
    await once(child, 'spawn');
    const closed = once(child, 'close');
    const [exitCode]: unknown[] = await once(child, 'exit');
    endGroup();
    // What has left the group may keep the pipes open for ever.
    await Promise.race([closed, wait(2000)]);
    return { text: stripVTControlCharacters(text).trim(), hasFailed: exitCode !== 0 };
  } finally {
    clearTimeout(timeout);
    process.off('exit', endGroup);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
