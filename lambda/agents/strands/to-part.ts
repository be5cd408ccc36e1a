import type { ToolResultContent } from '@strands-agents/sdk';
import { toValue } from './to-value.ts';

/** What a tool returned, as clients are told it: texts and JSON values. A file is told by its name. */
export function toPart(block: ToolResultContent): unknown {
  if (block.type === 'textBlock') return block.text;
  return block.type === 'jsonBlock' ? toValue(block.json) : `[${block.type}]`;
}
