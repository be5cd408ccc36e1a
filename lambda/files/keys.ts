/** S3's limit, in bytes of UTF-8. */
export const mostBytes = 1024;

/**
 * What a file may be called: parts between single slashes. A part that servers, browsers or file systems take for a step elsewhere is none, nor is an
 * empty one or a control character. Letters count as they are written: in another form of Unicode it is another file, as in S3.
 */
const pattern = /^(?!(?:.*\/)?\.{0,2}(?:\/|$))[^\p{Cc}]+$/su;

export const allowedKey =
  'must be 1 to 1,024 bytes, in parts between single slashes, none of them . or .., without control characters';

export function isKey(key: string): boolean {
  return pattern.test(key) && Buffer.byteLength(key) <= mostBytes;
}
