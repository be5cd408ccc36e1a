import type { ContentBlock, ToolResultContentBlock } from '@aws-sdk/client-bedrock-runtime';
import type { Content, ImageContent, TextContent } from './chat-request.ts';

export function toContentBlock(content: Content): ContentBlock {
  switch (content.kind) {
    case 'text':
    case 'image':
      return toPlainBlock(content);
    case 'tool-use':
      return { toolUse: { toolUseId: content.id, name: content.name, input: content.input } };
    case 'tool-result':
      return {
        toolResult: {
          toolUseId: content.id,
          content: content.content.map(toPlainBlock),
          ...(content.isError && { status: 'error' }),
        },
      };
  }
}

/** Text and images stand in turns and in tool results alike. */
function toPlainBlock(content: TextContent | ImageContent): ContentBlock & ToolResultContentBlock {
  if (content.kind === 'text') return { text: content.text };
  return { image: { format: content.format, source: { bytes: content.bytes } } };
}
