import { findKind, type DocumentKind } from '../../../../lib/knowledge/documents/document-types.ts';
import { toPassages, type Passage } from './passages.ts';
import { readCsv } from './read-csv.ts';
import { readHtml } from './read-html.ts';
import { readJson } from './read-json.ts';

/**
 * The passages of a document, as Bedrock's default parser and chunking would make them. Where it differs there: JSON is no document, a table is
 * cut as text, a text may only have ASCII letters by AWS's page, and Word and Excel are read, which nothing here can do.
 * @throws why it can't be read
 */
export async function readDocument(key: string, bytes: Uint8Array): Promise<readonly Passage[]> {
  const kind = findKind(key);
  if (kind === undefined) throw new Error('the type of the file is not supported');
  const passages = kind === 'pdf' ? await readPdfPages(bytes) : toPassages(clean(toText(kind, bytes)));
  if (passages.length === 0) throw new Error('there is no text in it');
  return passages;
}

/** pdf.js is loaded for the first PDF only. */
async function readPdfPages(bytes: Uint8Array): Promise<readonly Passage[]> {
  const { readPdf } = await import('./read-pdf.ts');
  const pages = await readPdf(bytes);
  return pages.flatMap((text, index) => toPassages(clean(text)).map((passage) => ({ ...passage, page: index + 1 })));
}

function toText(kind: Exclude<DocumentKind, 'pdf'>, bytes: Uint8Array): string {
  switch (kind) {
    case 'csv':
      return readCsv(decode(bytes));
    case 'html':
      return readHtml(decode(bytes));
    case 'json':
      return readJson(decode(bytes));
    case 'markdown':
    case 'text':
      return decode(bytes);
    case 'office':
      throw new Error('the local stage reads no Word and no Excel. Bedrock does');
  }
}

/** Without control characters, and without halves of characters, which some PDFs have: nothing could send them on. */
function clean(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\r\t]/gu, '').toWellFormed();
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error('it is not text in UTF-8', { cause: error });
  }
}
