import type { Bedrock } from '../bedrock/client.ts';
import type { Config } from '../config.ts';
import { Failure } from '../chat/failure.ts';
import { type Answered, openAsk } from './bucket/ask.ts';
import { openSigner, type Presigned, type Unsigned } from './bucket/sign.ts';
import { allowedKey, isKey } from './keys.ts';
import { type FilePage, listFiles, type ListWish } from './list-files.ts';
import { type Place, placesOf, toStored } from './places.ts';

/** What a caller asks of one file. */
interface AskedFile extends Pick<Unsigned, 'headers'> {
  readonly method: 'GET' | 'HEAD';
  readonly key: string;
}

interface Uploaded {
  readonly key: string;
  /** What S3 checks: what is put must have these, and nothing else. */
  readonly headers: Readonly<Record<string, string>>;
  readonly ms: number;
}

/** Files of a bucket, as each caller may see them. What rejects is a `Failure`. */
export interface Files {
  /** As S3 answers it: 200, 206, 304, 412 or 416. */
  readonly read: (caller: string, file: AskedFile, signal: AbortSignal) => Promise<Answered>;
  readonly list: (caller: string, wish: ListWish, signal: AbortSignal) => Promise<FilePage>;
  /** Where a file may be put, once somebody has the URL. */
  readonly upload: (caller: string, file: Uploaded) => Promise<Presigned>;
}

export function openFiles(client: Bedrock['client'], { files, filesAt }: Pick<Config, 'files' | 'filesAt'>): Files {
  if (!files || !filesAt) throw new Error('RIVULET_FILES names no bucket: deploy the stack again');
  const { sign, presign } = openSigner(client, filesAt);
  const ask = openAsk(client, { place: filesAt, sign });
  const placesFor = (caller: string) => placesOf(files, caller);

  return {
    async read(caller, { method, key, headers }, signal) {
      const stored = toStored(placesFor(caller), key);
      if (stored === undefined) throw notFound(key);
      return ask({ method, key: stored, ...(headers && { headers }) }, signal);
    },

    list: (caller, wish, signal) => listFiles(ask, placesFor(caller), wish, signal),

    async upload(caller, { key, headers, ms }) {
      const own = placesFor(caller).filter(({ isOwn }) => isOwn);
      const stored = toStored(own, key);
      if (stored === undefined) throw notOwn(key, own);
      return presign(filesAt, { method: 'PUT', key: stored, headers }, ms);
    },
  };
}

function notFound(key: string): Failure {
  const why = isKey(key) ? 'there is no such file, or you may not read it' : `the name of a file ${allowedKey}`;
  return new Failure('not-found', why);
}

function notOwn(key: string, own: readonly Place[]): Failure {
  const [{ seen } = { seen: '' }] = own;
  const message = isKey(key) && !key.startsWith(seen) ? `key: must begin with ${seen}` : `key: ${allowedKey}`;
  return new Failure('invalid-request', message, { field: 'key' });
}
