/**
 * A name that Bedrock takes for a knowledge base and its data source: letters and digits, up to 100, with single dashes between them. What the setting
 * allows besides becomes a dash; `hash` tells apart those that would be the same then.
 */
export function toPhysicalName(name: string, hash: string): string {
  const words = name.split(/[^0-9A-Za-z]+/).filter((word) => word !== '');
  return `${words.join('-').slice(0, 80).replace(/-$/, '')}-${hash}`;
}
