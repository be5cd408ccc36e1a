import { readFileSync } from 'node:fs';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { toEventFrame } from '../../local/services/bedrock/wire/frames.ts';
import { type Load, toLoad } from '../answer-load.ts';

/**
 * Bedrock over TLS in a process of its own: HTTP/2 and HTTP/1.1 by ALPN, real frames with real padding. It answers from
 * frames made before the first request, so that its cost is the same for every subject, and checks no signature.
 */
const [certificate = '', key = ''] = process.argv.slice(2);
const server = createSecureServer({
  allowHTTP1: true,
  cert: readFileSync(certificate),
  key: readFileSync(key),
  // MB; the default of 10 ends sessions with slow readers.
  maxSessionMemory: 1000,
});
let connections = 0;
server.on('secureConnection', (socket) => {
  connections += 1;
  // As Bedrock does: without it, every other delta waits 40 ms for an acknowledgement.
  socket.setNoDelay(true);
});

type Encode = (event: string, data: object) => Uint8Array;

/** ConverseStream's events as they are, or what Anthropic's own client reads: its events inside of `chunk` events. */
const encoders: Readonly<Record<string, Encode>> = {
  'converse-stream': (event, data) => toEventFrame({ event, data }),
  'invoke-with-response-stream': (event, data) => toAnthropicFrame(event, data),
};

function toAnthropicFrame(event: string, data: object): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(anthropicEvents[event]?.(data) ?? {})).toString('base64');
  return toEventFrame({ event: 'chunk', data: { bytes } });
}

const textOf = (data: object): object =>
  'delta' in data && typeof data.delta === 'object' && data.delta !== null ? data.delta : {};
const usage = { input_tokens: 1, output_tokens: 1 };
const anthropicEvents: Readonly<Record<string, (data: object) => object>> = {
  messageStart: () => ({
    type: 'message_start',
    message: { id: 'm', type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: null, usage },
  }),
  blockStart: () => ({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  contentBlockDelta: (data) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', ...textOf(data) },
  }),
  contentBlockStop: () => ({ type: 'content_block_stop', index: 0 }),
  messageStop: () => ({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage }),
  metadata: () => ({ type: 'message_stop' }),
};

const endOf = (encode: Encode) =>
  Buffer.concat([
    encode('contentBlockStop', { contentBlockIndex: 0 }),
    encode('messageStop', { stopReason: 'end_turn' }),
    encode('metadata', { usage: { inputTokens: 9, outputTokens: 9, totalTokens: 18 }, metrics: { latencyMs: 1 } }),
  ]);
const startOf = (encode: Encode, name: string) =>
  Buffer.concat([
    encode('messageStart', { role: 'assistant' }),
    ...(name === 'converse-stream' ? [] : [encode('blockStart', {})]),
  ]);
const delta = (encode: Encode, text: string) => encode('contentBlockDelta', { contentBlockIndex: 0, delta: { text } });

/** Sixteen pieces of a burst, each one TCP write of several deltas; made once per encoder and text. */
const bursts = new Map<string, readonly Buffer[]>();
const deltasPerWrite = 64;

function burstOf(name: string, encode: Encode, text: string): readonly Buffer[] {
  const known = bursts.get(`${name} ${text.length}`);
  if (known) return known;
  const made = Array.from({ length: 16 }, () =>
    Buffer.concat(Array.from({ length: deltasPerWrite }, () => delta(encode, text))),
  );
  bursts.set(`${name} ${text.length}`, made);
  return made;
}

async function play(name: string, encode: Encode, load: Load, response: Http2ServerResponse): Promise<void> {
  const write = async (bytes: Uint8Array) => response.write(bytes) || once(response, 'drain');
  await write(startOf(encode, name));
  if (load.everyMs > 0) {
    for (let sent = 0; sent < load.deltas; sent += 1) {
      await delay(load.everyMs);
      // When it was sent, in ns of the monotonic clock that all processes of the machine share.
      await write(delta(encode, `<${process.hrtime.bigint()}>`));
    }
  } else if (load.deltas < deltasPerWrite) {
    for (let sent = 0; sent < load.deltas; sent += 1) await write(delta(encode, load.text));
  } else {
    const pieces = burstOf(name, encode, load.text);
    for (let sent = 0; sent < load.deltas; sent += deltasPerWrite) {
      await write(pieces[(sent / deltasPerWrite) % pieces.length] ?? Buffer.alloc(0));
    }
  }
  response.end(endOf(encode));
}

async function serve(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
  const url = decodeURIComponent(request.url);
  if (url === '/connections') {
    response.end(String(connections));
    return;
  }
  const [, model = '', operation = ''] = /^\/model\/([^/]+)\/([a-z-]+)$/.exec(url) ?? [];
  await once(request.resume(), 'end');
  const encode = encoders[operation];
  if (!encode) {
    response.writeHead(200).end('healthy');
    return;
  }
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
  await play(operation, encode, toLoad(model), response);
}

server.on('request', (request, response) => {
  serve(request, response).catch(() => response.stream?.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
