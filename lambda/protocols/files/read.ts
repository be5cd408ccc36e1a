import type { FilesConfig } from '../../config.ts';
import { Failure } from '../../chat/failure.ts';
import type { Answered } from '../../files/bucket/ask.ts';
import type { Files } from '../../files/open-files.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { Reply } from '../../http/respond.ts';
import { readBody } from './read-body.ts';
import { toHead, unchanged } from './to-head.ts';
import { notMet, notThere } from './refusals.ts';
import { toWanted } from './to-wanted.ts';

interface Limits extends Pick<FilesConfig, 'mostBytes' | 'mostBytesOfPart'> {
  /** How long S3 may be silent. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** `GET` and `HEAD /files/{key+}`: as HTTP has it, in one answer of S3's, so that no two states of a file are ever mixed. */
export async function read(files: Files, incoming: Incoming, limits: Limits): Promise<Reply> {
  const { caller, pathParameters } = incoming;
  const key = pathParameters['key'] ?? '';
  const method = incoming.method === 'HEAD' ? 'HEAD' : 'GET';
  const { headers, otherwise } = toWanted(incoming, limits);
  const ask = (asked: Readonly<Record<string, string>>) =>
    files.read(caller.id, { method, key, headers: asked }, limits.signal);
  const first = await ask(headers);
  const hasChanged = first.status === 412 && otherwise !== undefined;
  if (hasChanged) first.body.resume();
  const answered = hasChanged ? await ask(otherwise) : first;
  switch (answered.status) {
    case 304:
      answered.body.resume();
      return { status: 304, ...unchanged(answered), body: '' };
    case 412:
      answered.body.resume();
      return notMet(incoming);
    case 416:
      return notThere(incoming, answered);
    default:
      return toReply(key, method, answered, limits);
  }
}

function toReply(key: string, method: string, answered: Answered, { mostBytes = Infinity, ...limits }: Limits): Reply {
  const { status, body } = answered;
  const bytes = Number(answered.headers['content-length']);
  if (method === 'HEAD') {
    body.resume();
    return { status, ...toHead(key, answered), body: '' };
  }
  if (bytes > mostBytes) {
    body.destroy();
    throw tooLarge(bytes, mostBytes);
  }
  return { status, ...toHead(key, answered), body: readBody(body, bytes, limits) };
}

function tooLarge(bytes: number, mostBytes: number): Failure {
  return new Failure(
    'too-large',
    `this would be ${bytes} bytes, and an answer can have ${mostBytes}: ask for parts of it with the header Range, such as bytes=0-${mostBytes - 1}`,
  );
}
