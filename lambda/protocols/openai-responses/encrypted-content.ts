import type { ReasoningContent } from '../../chat/content.ts';
import { base64, toBase64 } from '../../read/base64.ts';
import { invalid } from '../../read/invalid.ts';

/** The value of `encrypted_content`: a thought's signature, or the redacted thought. Opaque to clients. */
export function toEncryptedContent(signature: string, redacted: Uint8Array | undefined): string | null {
  if (redacted) return `redacted.${toBase64(redacted)}`;
  return signature === '' ? null : `signature.${signature}`;
}

/** The thought behind it, with the text that goes with a signature. */
export function toReasoning(encrypted: string, text: string, field: string): ReasoningContent {
  const [, kind, rest = ''] = /^(redacted|signature)\.(.+)$/s.exec(encrypted) ?? [];
  if (kind === undefined) throw invalid(field, 'was not issued by this API: send it back unchanged, or leave it out');
  const thought = kind === 'redacted' ? base64(rest, field) : { text, signature: rest };
  return { kind: 'reasoning', thought };
}
