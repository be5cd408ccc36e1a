/** A key in a path, as S3 signs it: all but unreserved characters and the slashes. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodePart).join('/');
}

/** `encodeURIComponent` leaves five characters that signatures and headers must not. */
export function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
