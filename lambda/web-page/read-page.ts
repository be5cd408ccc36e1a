import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { toSafetyHeaders } from './safety-headers.ts';

/** A file of the page, as it is sent. */
interface PageFile {
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** The same, compressed at build time. */
  readonly brotli?: Buffer;
  /** Of the bytes and the page's policy, without the quotes. */
  readonly etag: string;
  /** Its name changes with its content. */
  readonly isHashed: boolean;
}

export interface Page {
  /** By the path below `/web`; the page itself is `index.html`. */
  readonly files: ReadonlyMap<string, PageFile>;
  readonly safetyHeaders: Readonly<Record<string, string>>;
}

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
]);

const compressed = '.br';

/** Reads all of it: some 120 kB, which then no request has to wait for. */
export function readPage(folder: string, environment: NodeJS.ProcessEnv): Page {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll(path.sep, '/'),
  );
  const config = environment['RIVULET_WEB_CONFIG'] ?? '{}';
  const safetyHeaders = toSafetyHeaders(JSON.parse(config));
  const files = new Map<string, PageFile>();
  const add = (name: string, bytes: Buffer, brotli?: Buffer) =>
    files.set(name, {
      mediaType: mediaTypes.get(path.extname(name)) ?? '',
      bytes,
      ...(brotli && { brotli }),
      etag: toEtag(bytes, safetyHeaders),
      isHashed: name.startsWith('assets/'),
    });
  for (const name of names.filter((each) => mediaTypes.has(path.extname(each)))) {
    const brotli = names.includes(name + compressed) ? readFileSync(path.join(folder, name + compressed)) : undefined;
    add(name, readFileSync(path.join(folder, name)), brotli);
  }
  add('config.json', Buffer.from(config));
  return { files, safetyHeaders };
}

/** A browser that keeps a file keeps its policy: when the policy changes, the file must be sent again. */
function toEtag(bytes: Buffer, safetyHeaders: Page['safetyHeaders']): string {
  return createHash('sha256').update(bytes).update(JSON.stringify(safetyHeaders)).digest('base64url').slice(0, 20);
}
