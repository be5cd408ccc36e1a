import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Subject } from './subjects.ts';

/** One process with a handler in it, and the sink for its output. Times are in ms of this process. */
export interface Environment {
  /** From the start of the process until the handler asked for work. */
  readonly initMs: number;
  ask(request: Request): Promise<Arrival>;
  /** CPU time of the process so far, all threads, in µs. */
  cpuMicros(): number;
  /** Peak resident memory so far, in MB. */
  peakRssMb(): number;
  stop(): Promise<void>;
}

interface Request {
  readonly event: object;
  /** How fast the answer is read. @default as it comes */
  readonly bytesPerSecond?: number;
  /** Called with each piece of the body; `atNs` is of the monotonic clock. */
  readonly onChunk?: (chunk: Buffer, atNs: bigint) => void;
}

interface Arrival {
  /** From handing over the event to the first byte after the head. */
  readonly firstByteMs: number;
  readonly bytes: number;
}

export interface Limits {
  /** Put in front of the command, to limit the process to a share of a CPU. */
  readonly prefix?: readonly string[];
}

const harness = path.join(import.meta.dirname, 'harness.mjs');
const delimiter = Buffer.alloc(8);

export async function startEnvironment(
  subject: Subject,
  variables: NodeJS.ProcessEnv,
  { prefix = [] }: Limits = {},
): Promise<Environment> {
  let give: ((body: string) => void) | undefined;
  let onAsked: (() => void) | undefined;
  let onResponse: ((message: http.IncomingMessage) => Promise<void>) | undefined;
  const sink = http.createServer((message, response) => {
    if (message.url === '/next') {
      give = (body) => response.end(body);
      onAsked?.();
    } else {
      // An answer that breaks off comes from a process that ended: `failed` reports it.
      onResponse?.(message).then(
        () => response.end(),
        () => undefined,
      );
    }
  });
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');
  const address = sink.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const startedMs = performance.now();
  const [command, ...args] = [...prefix, process.execPath, harness];
  const child = spawn(command, args, {
    env: {
      ...variables,
      ...subject.variables,
      PATH: process.env['PATH'],
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      BENCH_BUNDLE: subject.bundle,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  createInterface({ input: child.stderr }).on('line', (line) => console.error(`${subject.name}: ${line}`));
  const untilAsked = () =>
    new Promise<void>((resolve) => {
      if (give) resolve();
      else onAsked = resolve;
    });
  const failed = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => {
      sink.closeAllConnections();
      sink.close();
      reject(new Error(`its process ended with ${code ?? signal}`));
    });
  });
  // The process may end between two requests; then the next one fails.
  failed.catch(() => undefined);
  await Promise.race([untilAsked(), failed]);
  const initMs = performance.now() - startedMs;

  return {
    initMs,
    async ask({ event, bytesPerSecond, onChunk }) {
      await Promise.race([untilAsked(), failed]);
      const arrived = Promise.withResolvers<Arrival>();
      const givenMs = performance.now();
      onResponse = async (message) => arrived.resolve(await read(message, givenMs, bytesPerSecond, onChunk));
      const hand = give;
      give = undefined;
      hand?.(JSON.stringify(event));
      const arrival = await Promise.race([arrived.promise, failed]);
      await Promise.race([untilAsked(), failed]);
      return arrival;
    },
    cpuMicros: () => cpuMicrosOf(child.pid ?? 0),
    peakRssMb: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async stop() {
      child.removeAllListeners('exit');
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      sink.closeAllConnections();
      sink.close();
    },
  };
}

/** Reads an answer: the head ends with eight NULs, what follows is what a client would get. */
async function read(
  message: http.IncomingMessage,
  givenMs: number,
  bytesPerSecond: number | undefined,
  onChunk: Request['onChunk'],
): Promise<Arrival> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let firstByteMs = 0;
  let bytes = 0;
  let freeAgainMs = performance.now();
  for await (const chunk of message as AsyncIterable<Buffer>) {
    const atNs = process.hrtime.bigint();
    let body = chunk;
    if (head) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(delimiter);
      if (end < 0) continue;
      body = head.subarray(end + delimiter.length);
      head = undefined;
    }
    if (body.length === 0) continue;
    if (bytes === 0) firstByteMs = performance.now() - givenMs;
    bytes += body.length;
    onChunk?.(body, atNs);
    if (bytesPerSecond === undefined) continue;
    freeAgainMs += (body.length / bytesPerSecond) * 1000;
    const waitMs = freeAgainMs - performance.now();
    if (waitMs > 1) await delay(waitMs);
  }
  return { firstByteMs, bytes };
}

/** What the scheduler counted, in ns per thread (proc(5), schedstat). */
function cpuMicrosOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanos = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanos.reduce((sum, one) => sum + one, 0) / 1000;
}
