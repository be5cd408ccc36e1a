import type { TextContent } from '../../chat/content.ts';

/** The parts that say something. Bedrock refuses blank text, and an assistant that only calls tools says some. */
export function toTexts(parts: readonly { readonly text: string }[]): TextContent[] {
  return parts.flatMap(({ text }) => (text.trim() === '' ? [] : { kind: 'text', text }));
}
