import { showControls } from '../../../markdown/controls.ts';
import type { Source } from '../cite.ts';

/** What a source is called, on one line, without invisible characters. */
export function nameSource({ title, source, url }: Source): string {
  return show(title?.trim() || source || url || '').slice(0, 200);
}

/** Where a source can be read: only on the web. */
export function linkOf({ url, source = '' }: Source): URL | undefined {
  const link = url ?? source;
  return /^https?:\/\//i.test(link) && URL.canParse(link) ? new URL(link) : undefined;
}

/** Text of documents, with what is invisible in it made visible. */
export function show(text: string): string {
  return showControls(text.replaceAll(/\s+/g, ' '), (name) => name).join('');
}
