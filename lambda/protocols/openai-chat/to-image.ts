import { type ImageContent, imageFormats } from '../../chat/chat-request.ts';
import { invalid } from '../../invalid.ts';

const dataUrl = /^data:image\/(\w+);base64,([A-Za-z0-9+/]+={0,2})$/;

/** An image as it stands in a data URL. No URL of a caller's is ever fetched: it could lead into the deployment's network. */
export function toImage(url: string, field: string): ImageContent {
  const [, name, base64 = ''] = dataUrl.exec(url) ?? [];
  const format = imageFormats.find((known) => known === name);
  if (!format) throw invalid(field, `must be a data URL with base64 of ${imageFormats.join(', ')}`);
  return { kind: 'image', format, bytes: Buffer.from(base64, 'base64') };
}
