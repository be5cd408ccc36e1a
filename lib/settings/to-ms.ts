/** Settings are in seconds, the function's config is in milliseconds. */
export function toMs(seconds: number): number {
  return Math.round(seconds * 1000);
}
