import type { FilesConfig } from '../../config.ts';
import type { Files } from '../../files/open-files.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { TextReply } from '../../http/respond.ts';
import { invalid } from '../../read/invalid.ts';
import { parseJson } from '../../read/parse-json.ts';
import { boolean, number, object, optional, type Shape, text } from '../../read/shape.ts';
import { toJson } from '../../read/to-json.ts';
import { needed } from '../needed.ts';

/** `POST /files`: a URL to put one file at, which S3 takes with this size, type and name only. */
export async function upload(
  files: Files,
  { caller, body }: Incoming,
  offered: FilesConfig['upload'],
): Promise<TextReply> {
  const { maxBytes, ms, types } = needed(offered);
  const asked = object({
    key: text,
    bytes: number({ min: 0, max: maxBytes, isWhole: true }),
    type: typeAmong(types),
    replace: optional(boolean),
  });
  const { key, bytes, type, replace = false } = asked(parseJson(body), '');
  const headers = { 'content-type': type, ...(!replace && { 'if-none-match': '*' }) };
  const { url, expiresMs } = await files.upload(caller.id, {
    key,
    headers: { ...headers, 'content-length': String(bytes) },
    ms,
  });
  const told = { key, url, method: 'PUT', headers, bytes, expiresAt: new Date(expiresMs).toISOString() };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: toJson(told) };
}

/** With parameters such as a charset. */
const pattern = /^[\w.+-]{1,64}\/[\w.+-]{1,64}(; ?[\w-]{1,32}=[\w-]{1,32})*$/;

function typeAmong(types: readonly string[]): Shape<string> {
  return (value, field) => {
    const type = text(value, field).toLowerCase();
    const [essence = ''] = type.split(';');
    const [family] = essence.split('/');
    if (!pattern.test(type)) throw invalid(field, 'must be a media type, such as image/png');
    if (![essence, `${family}/*`, '*/*'].some((one) => types.includes(one)))
      throw invalid(field, `must be one of ${types.join(', ')}`);
    return type;
  };
}
