import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenOnLoopback } from './listen-on-loopback.ts';

/** A process that answers HTTP. */
export interface ServerProcess {
  readonly url: URL;
  /** Ends it at once. */
  readonly close: () => Promise<void>;
}

interface ServerOptions {
  /** What it is, for who reads that it did not start. */
  readonly what: string;
  /** For Node, the same one as here. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Its whole environment, but for HOST and PORT. */
  readonly variables: Readonly<Record<string, string>>;
  /** It is up when this path answers well. */
  readonly healthPath: string;
  /** Receives each line that it writes. @default they are dropped */
  readonly log?: (line: string) => void;
  /** Told why it is over, if it ends by itself later. */
  readonly onEnd: (why: string) => void;
}

const startingMs = 30_000;
const keptCharacters = 4_000;

/** Without its stage it ends, too: nothing else would end it when the stage is killed. */
const endsWithParent = 'data:text/javascript,process.once("disconnect",()=>process.exit())';

/** Starts it on loopback, and waits until it answers. Rejects with what it said if it ends. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const { what, args, cwd, variables, healthPath, log, onEnd } = options;
  const port = await findFreePort();
  const child = spawn(process.execPath, [`--import=${endsWithParent}`, ...args], {
    cwd,
    env: { ...variables, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', log ? 'pipe' : 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (piece) => (said = (said + String(piece)).slice(-keptCharacters)));
  for (const output of [child.stdout, child.stderr]) {
    if (log && output) createInterface({ input: output }).on('line', log);
  }
  const why = () =>
    /^\w*Error: .*$/m.exec(said)?.[0] ??
    (child.signalCode ? `it ended with ${child.signalCode}` : said || `it ended with ${child.exitCode}`);
  const health = new URL(healthPath, `http://127.0.0.1:${port}`);
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let isClosing = false;
  const close = () => {
    isClosing = true;
    return end(child);
  };
  for (const startMs = Date.now(); !(await isUp(health)); await sleep(50)) {
    if (!isOver(child) && Date.now() - startMs < startingMs) continue;
    await close();
    throw new Error(`${what} did not start: ${why()}`);
  }
  void over.then(() => isClosing || onEnd(why()));
  return { url: new URL('/', health), close };
}

async function isUp(health: URL): Promise<boolean> {
  return fetch(health, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Such a process takes the port that it is told, and tells none. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (isOver(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
