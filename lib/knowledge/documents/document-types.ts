/** How a document is read, by the end of its name. */
export type DocumentKind = 'csv' | 'html' | 'json' | 'markdown' | 'office' | 'pdf' | 'text';

/**
 * What Bedrock takes as it is, https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-ds.html, and JSON: that page does not list it.
 * Only .md, not .markdown, and .html, not .htm, are on it.
 */
const kinds: ReadonlyMap<string, DocumentKind> = new Map([
  ['.csv', 'csv'],
  ['.doc', 'office'],
  ['.docx', 'office'],
  ['.html', 'html'],
  ['.json', 'json'],
  ['.md', 'markdown'],
  ['.pdf', 'pdf'],
  ['.txt', 'text'],
  ['.xls', 'office'],
  ['.xlsx', 'office'],
]);

export const sidecarEnd = '.metadata.json';

/** Undefined for what no knowledge base takes. */
export function findKind(key: string): DocumentKind | undefined {
  return kinds.get(/\.[^./]+$/.exec(key)?.[0].toLowerCase() ?? '');
}
