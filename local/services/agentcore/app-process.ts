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

interface AppOptions {
  readonly variables: Readonly<Record<string, string>>;
  /** Told why the app is over, if it ends by itself later. */
  readonly onEnd: (why: string) => void;
}

const startingMs = 30_000;
const keptCharacters = 4_000;

/** Without its stage it ends, too: nothing else would end it when the stage is killed. */
const endsWithParent = 'data:text/javascript,process.once("disconnect",()=>process.exit())';

/** Starts the app in this folder (scripts/build-runtime.ts) as AgentCore does, and waits until it answers. Rejects with what it said if it ends. */
export async function startApp(folder: string, { variables, onEnd }: AppOptions): Promise<AppProcess> {
  const port = await findFreePort();
  const options = ['--disable-warning=FSTDEP023', `--import=${endsWithParent}`];
  const app = spawn(process.execPath, [...options, path.join(folder, 'index.js')], {
    env: { ...variables, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  app.stderr?.on('data', (piece) => (said = (said + String(piece)).slice(-keptCharacters)));
  const why = () => /^\w*Error: .*$/m.exec(said)?.[0] ?? (said || `it ended with ${app.signalCode ?? app.exitCode}`);
  const url = new URL(`http://127.0.0.1:${port}`);
  let isClosing = false;
  const close = () => {
    isClosing = true;
    return end(app);
  };
  for (const startMs = Date.now(); !(await isUp(url)); await sleep(50)) {
    if (!isOver(app) && Date.now() - startMs < startingMs) continue;
    await close();
    throw new Error(`the app of an agent did not start: ${why()}`);
  }
  app.once('exit', () => isClosing || onEnd(why()));
  return { url, close };
}

async function isUp(url: URL): Promise<boolean> {
  return fetch(new URL('/ping', url), { signal: AbortSignal.timeout(1_000) }).then(
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

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function end(app: ChildProcess): Promise<void> {
  if (isOver(app)) return;
  const ended = once(app, 'exit');
  app.kill('SIGKILL');
  await ended;
}
