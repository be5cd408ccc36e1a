import type { Content } from '../../chat/content.ts';

/** Whether a piece of this kind is among the content. */
export function holds(content: readonly Content[], kind: Content['kind']): boolean {
  return content.some((part) => part.kind === kind);
}
