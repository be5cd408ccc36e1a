import type { Turn } from '../../../chat/chat-request.ts';
import { type Content, documentTypes, type PlainContent } from '../../../chat/content.ts';
import type { FoundTurn } from '../../../conversations/turns/found-turn.ts';
import type { Incoming } from '../../../http/incoming.ts';
import type { TextReply } from '../../../http/respond.ts';
import { stringifyExactly } from '../../../read/exact-json.ts';
import { invalid } from '../../../read/invalid.ts';
import { toJson } from '../../../read/to-json.ts';
import { toBase64 } from '../../../read/base64.ts';
import { toEncryptedContent } from '../encrypted-content.ts';

/** `GET /v1/responses/{id}/input_items`: what was new in its request, the last first unless `order=asc`, a page at a time. */
export async function listInputItems(found: FoundTurn, { query }: Incoming): Promise<TextReply> {
  const { order, limit, after } = readQuery(query);
  const { turns } = await found.question();
  const all = turns.flatMap(toItems).map((item, index) => ({ id: `in_${found.turn.id}_${index}`, ...item }));
  if (order === 'desc') all.reverse();
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw invalid('after', 'is no item of this response');
  const data = all.slice(start, start + limit);
  const ids = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
  const list = { object: 'list', data, ...ids, has_more: start + limit < all.length };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: toJson(list) };
}

const orders = ['asc', 'desc'] as const;

function readQuery(query: Incoming['query']) {
  const [order = 'desc'] = query['order'] ?? [];
  const [limit = '20'] = query['limit'] ?? [];
  const [after] = query['after'] ?? [];
  const found = orders.find((one) => one === order);
  if (!found) throw invalid('order', `must be one of ${orders.join(', ')}`);
  if (!/^([1-9]\d?|100)$/.test(limit)) throw invalid('limit', 'must be a whole number from 1 to 100');
  return { order: found, limit: Number(limit), after };
}

/** A message for what is said in a row; calls, results and thoughts are items of their own. */
function toItems({ role, content }: Turn): object[] {
  const items: object[] = [];
  let said: object[] = [];
  const endMessage = () => {
    if (said.length > 0) items.push({ type: 'message', role, status: 'completed', content: said });
    said = [];
  };
  for (const part of content) {
    if (part.kind === 'cache-point') continue;
    if (part.kind === 'tool-use' || part.kind === 'tool-result' || part.kind === 'reasoning') {
      endMessage();
      items.push(toItem(part));
    } else said.push(toPart(part, role));
  }
  endMessage();
  return items;
}

function toPart(part: PlainContent, role: Turn['role']): object {
  switch (part.kind) {
    case 'text':
      return role === 'user'
        ? { type: 'input_text', text: part.text }
        : { type: 'output_text', text: part.text, annotations: [], logprobs: [] };
    case 'image':
      return {
        type: 'input_image',
        detail: 'auto',
        file_id: null,
        image_url: toDataUrl(`image/${part.format}`, part.bytes),
      };
    case 'document': {
      const { source, format, name } = part;
      const bytes = source instanceof Uint8Array ? source : Buffer.from([source].flat().join(''));
      return { type: 'input_file', file_id: null, filename: name, file_data: toDataUrl(documentTypes[format], bytes) };
    }
    case 'search-result':
      return { type: 'input_text', text: [part.title, part.source, ...part.passages].join('\n') };
  }
}

function toDataUrl(mediaType: string, bytes: Uint8Array): string {
  return `data:${mediaType};base64,${toBase64(bytes)}`;
}

function toItem(part: Exclude<Content, PlainContent | { readonly kind: 'cache-point' }>): object {
  switch (part.kind) {
    case 'tool-use': {
      const { id, name, input } = part;
      return { type: 'function_call', call_id: id, name, arguments: stringifyExactly(input), status: 'completed' };
    }
    case 'tool-result': {
      const output = part.content.map((one) => toPart(one, 'user'));
      return { type: 'function_call_output', call_id: part.id, output, status: 'completed' };
    }
    case 'reasoning': {
      const { thought } = part;
      const isHidden = thought instanceof Uint8Array;
      return {
        type: 'reasoning',
        summary: isHidden ? [] : [{ type: 'summary_text', text: thought.text }],
        encrypted_content: isHidden
          ? toEncryptedContent('', thought)
          : toEncryptedContent(thought.signature ?? '', undefined),
      };
    }
  }
}
