import type { ContentBlock, Message, ToolResultContent } from '@strands-agents/sdk';
import type { Turn } from '../../chat/chat-request.ts';
import { type Content, documentTypes, imageFormats, type PlainContent } from '../../chat/content.ts';
import type { Json } from '../../chat/json.ts';
import { toValue } from './to-value.ts';

/** A message of Strands', as a turn for a model: what the model said in an earlier step, or what tools returned. */
export function toTurn({ role, content }: Message): Turn {
  return { role, content: content.flatMap(toContent).filter(isSaid) };
}

function toContent(block: ContentBlock): Content[] {
  switch (block.type) {
    case 'toolUseBlock':
      return [{ kind: 'tool-use', id: block.toolUseId, name: block.name, input: copy(block.input) }];
    case 'toolResultBlock':
      return [
        {
          kind: 'tool-result',
          id: block.toolUseId,
          content: block.content.map(toPlain).filter(isSaid),
          isError: block.status === 'error',
        },
      ];
    case 'reasoningBlock': {
      const { text = '', signature, redactedContent } = block;
      if (redactedContent) return [{ kind: 'reasoning', thought: redactedContent }];
      // A model refuses a thought that nothing proves.
      return signature === undefined ? [] : [{ kind: 'reasoning', thought: { text, signature } }];
    }
    case 'cachePointBlock':
      return [{ kind: 'cache-point' }];
    case 'citationsBlock':
      return [{ kind: 'text', text: block.content.map((part) => ('text' in part ? part.text : '')).join('') }];
    case 'textBlock':
    case 'imageBlock':
    case 'documentBlock':
    case 'videoBlock':
    case 'audioBlock':
    case 'guardContentBlock':
    default:
      return [toPlain(block)];
  }
}

/** Converse refuses blank text. */
function isSaid(part: Content): boolean {
  return part.kind !== 'text' || part.text.trim() !== '';
}

/** What has no word here is told by its name. */
function toPlain(block: ContentBlock | ToolResultContent): PlainContent {
  if (block.type === 'textBlock') return { kind: 'text', text: block.text };
  if (block.type === 'jsonBlock') return { kind: 'text', text: JSON.stringify(toValue(block.json)) };
  if (block.type === 'imageBlock') {
    const format = imageFormats.find((known) => known === block.format);
    if (format && block.source.type === 'imageSourceBytes') return { kind: 'image', format, bytes: block.source.bytes };
  }
  if (block.type === 'documentBlock') {
    const format = documentFormats.find((known) => known === block.format);
    const { source } = block;
    const said =
      source.type === 'documentSourceBytes'
        ? source.bytes
        : source.type === 'documentSourceText'
          ? source.text
          : undefined;
    if (format && said !== undefined)
      return { kind: 'document', format, name: block.name, source: said, isCited: false };
  }
  return { kind: 'text', text: `[${block.type}]` };
}

const documentFormats = Object.keys(documentTypes) as (keyof typeof documentTypes)[];

function copy(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
