import type { ChatRequest } from '../../../chat/chat-request.ts';
import type { Content } from '../../../chat/content.ts';
import { Failure } from '../../../chat/failure.ts';

/** Images and documents that one request may hold. Converse takes fewer: 20 images and 5 documents a message. */
const maxFiles = 100;

export function checkFiles({ turns }: ChatRequest): void {
  const count = turns.reduce((sum, { content }) => sum + countFiles(content), 0);
  if (count <= maxFiles) return;
  const message = `a request may have at most ${maxFiles} images and documents, got ${count}`;
  throw new Failure('invalid-request', message, { feature: 'documents' });
}

function countFiles(content: readonly Content[]): number {
  let files = 0;
  for (const part of content) {
    if (part.kind === 'image' || part.kind === 'document') files += 1;
    if (part.kind === 'tool-result') files += countFiles(part.content);
  }
  return files;
}
