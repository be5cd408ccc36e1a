import type { ReasoningContent } from '../../chat/content.ts';
import { invalid } from '../../invalid.ts';

/** What goes into the field where OpenAI keeps a thought for itself: here, what proves one or is one. Opaque to clients. */
export function toEncryptedContent(signature: string, redacted: Uint8Array | undefined): string | null {
  if (redacted) return `redacted.${Buffer.from(redacted).toString('base64')}`;
  return signature === '' ? null : `signature.${signature}`;
}

/** The thought behind it, with the text that goes with a signature. */
export function toReasoning(encrypted: string, text: string, field: string): ReasoningContent {
  const [, kind, rest = ''] = /^(redacted|signature)\.(.+)$/s.exec(encrypted) ?? [];
  if (kind === undefined) throw invalid(field, 'is none of an answer given here');
  return { kind: 'reasoning', thought: kind === 'redacted' ? Buffer.from(rest, 'base64') : { text, signature: rest } };
}
