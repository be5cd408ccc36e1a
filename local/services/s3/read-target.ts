import { S3Refusal } from './answer/refusal.ts';

export interface Target {
  readonly bucketName: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

const maxKeyBytes = 1024;

export function queryOf(url: string): URLSearchParams {
  return new URLSearchParams(url.replace(/^[^?]*/, ''));
}

/** With the bucket in the path, as it came over the wire: a URL's own reading would take `..` for a step up. */
export function readTarget(url: string): Target {
  const [, path = ''] = /^\/([^?]*)/.exec(url) ?? [];
  const slash = path.indexOf('/');
  const bucketName = decode(slash === -1 ? path : path.slice(0, slash));
  const key = slash === -1 ? '' : decode(path.slice(slash + 1));
  const bytes = Buffer.byteLength(key);
  if (bytes > maxKeyBytes) {
    const details = { Size: String(bytes), MaxSizeAllowed: String(maxKeyBytes) };
    throw new S3Refusal(400, 'KeyTooLongError', 'Your key is too long', details);
  }
  return { bucketName, key, query: queryOf(url) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new S3Refusal(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}
