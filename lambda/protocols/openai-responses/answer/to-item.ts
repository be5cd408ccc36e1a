import { toEncryptedContent } from '../encrypted-content.ts';
import type { ResponseOutputText } from 'openai/resources/responses/responses';
import type { Draft } from './draft.ts';
import type { ItemStatus, OutputItem } from './wire.ts';

/** What a draft has become. One that just starts has no parts yet. */
export function toItem(draft: Draft, status: ItemStatus): OutputItem {
  const { id } = draft;
  const hasBegun = status !== 'in_progress';
  switch (draft.kind) {
    case 'text':
      return { type: 'message', id, role: 'assistant', status, content: hasBegun ? [toTextPart(draft)] : [] };
    case 'reasoning': {
      const { text, signature, redacted } = draft;
      return {
        type: 'reasoning',
        id,
        status,
        summary: hasBegun && text !== '' ? [{ type: 'summary_text', text }] : [],
        encrypted_content: toEncryptedContent(signature, redacted),
      };
    }
    case 'call': {
      const { id: callId, name, json } = draft.call;
      return { type: 'function_call', id, call_id: callId, name, arguments: hasBegun ? json : '', status };
    }
    case 'free-call':
      return {
        type: 'custom_tool_call',
        id,
        call_id: draft.call.id,
        name: draft.call.name,
        input: hasBegun ? draft.text : '',
        status,
      };
  }
}

export function toTextPart({ text, annotations }: Extract<Draft, { readonly kind: 'text' }>): ResponseOutputText {
  return { type: 'output_text', text, annotations: [...annotations], logprobs: [] };
}
