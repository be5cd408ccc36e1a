import type { ContentBlock, DocumentSource, ToolResultContentBlock } from '@aws-sdk/client-bedrock-runtime';
import type { Content, DocumentContent, PlainContent, ReasoningContent } from '../../../chat/content.ts';
import type { Model } from '../../../models/resolve-model.ts';
import { toCachePoint } from './to-cache-point.ts';

/** `nameOf` makes a document's name one that Converse takes. */
export function toContentBlock(content: Content, model: Model, nameOf: (name: string) => string): ContentBlock[] {
  switch (content.kind) {
    case 'text':
    case 'image':
    case 'document':
    case 'search-result':
      return [toPlainBlock(content, nameOf)];
    case 'reasoning':
      return [{ reasoningContent: toReasoningBlock(content) }];
    case 'tool-use':
      return [{ toolUse: { toolUseId: content.id, name: content.name, input: content.input } }];
    case 'tool-result': {
      const blocks = content.content.map((part) => toPlainBlock(part, nameOf));
      return [{ toolResult: { toolUseId: content.id, content: blocks, ...(content.isError && { status: 'error' }) } }];
    }
    case 'cache-point':
      return toCachePoint(content, model);
  }
}

/** These stand in turns and in tool results alike. */
function toPlainBlock(content: PlainContent, nameOf: (name: string) => string): ContentBlock & ToolResultContentBlock {
  switch (content.kind) {
    case 'text':
      return { text: content.text };
    case 'image':
      return { image: { format: content.format, source: { bytes: content.bytes } } };
    case 'document': {
      const { format, context, isCited } = content;
      return {
        document: {
          format,
          name: nameOf(content.name),
          source: toSource(content.source),
          ...(context !== undefined && { context }),
          ...(isCited && { citations: { enabled: true } }),
        },
      };
    }
    case 'search-result': {
      const { title, source, passages, isCited } = content;
      const texts = passages.map((text) => ({ text }));
      return { searchResult: { title, source, content: texts, citations: { enabled: isCited } } };
    }
  }
}

function toSource(source: DocumentContent['source']): DocumentSource {
  if (typeof source === 'string') return { text: source };
  return source instanceof Uint8Array ? { bytes: source } : { content: source.map((text) => ({ text })) };
}

function toReasoningBlock({ thought }: ReasoningContent): NonNullable<ContentBlock['reasoningContent']> {
  return thought instanceof Uint8Array ? { redactedContent: thought } : { reasoningText: { ...thought } };
}
