import type { FilesConfig } from '../../config.ts';
import type { Answered } from '../../files/bucket/ask.ts';
import type { Files } from '../../files/open-files.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { Reply } from '../../http/respond.ts';
import { readBody } from './read-body.ts';
import { notMet, notThere, tooLarge } from './refusals.ts';
import { toHead, unchanged } from './to-head.ts';
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
  const answered = first.status === 412 && otherwise ? await ask(otherwise) : first;
  switch (answered.status) {
    case 304:
      return { status: 304, ...unchanged(answered), body: '' };
    case 412:
      throw notMet();
    case 416:
      throw notThere(answered);
    default:
      return toReply(key, answered, limits);
  }
}

function toReply(key: string, answered: Answered, { mostBytes = Infinity, ...limits }: Limits): Reply {
  const { status, headers, body } = answered;
  const head = toHead(key, answered);
  if (!body) return { status, ...head, body: '' };
  const bytes = Number(headers['content-length']);
  if (bytes > mostBytes) {
    body.destroy();
    throw tooLarge(bytes, mostBytes);
  }
  return { status, ...head, body: readBody(body, bytes, limits) };
}
