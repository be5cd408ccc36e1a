import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenOnLoopback } from '../../listen-on-loopback.ts';

export interface AppProcess {
  readonly url: URL;
  readonly close: () => Promise<void>;
}

const startingMs = 30_000;

/** Starts the app in this folder (scripts/build-runtime.ts) as AgentCore does, and waits until it answers. Rejects with what it said if it ends. */
export async function startApp(folder: string, variables: Readonly<Record<string, string>>): Promise<AppProcess> {
  const port = await findFreePort();
  const app = spawn(process.execPath, ['--disable-warning=FSTDEP023', path.join(folder, 'index.js')], {
    env: { ...variables, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  app.stderr.on('data', (piece) => (said += piece));
  const url = new URL(`http://127.0.0.1:${port}`);
  const close = () => end(app);
  for (const startMs = Date.now(); !(await isUp(url)); await sleep(50)) {
    if (app.exitCode === null && Date.now() - startMs < startingMs) continue;
    await close();
    throw new Error(`the app of an agent did not start: ${/^\w*Error: .*$/m.exec(said)?.[0] ?? said}`);
  }
  return { url, close };
}

async function isUp(url: URL): Promise<boolean> {
  return fetch(new URL('/ping', url)).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** AgentCore's app takes the port that it is told, and tells none. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function end(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return;
  const ended = once(app, 'exit');
  app.kill('SIGKILL');
  await ended;
}
