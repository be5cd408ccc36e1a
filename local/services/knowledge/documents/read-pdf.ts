import { extractText, getDocumentProxy } from 'unpdf';

/** The text of each page. What is only a picture of a text has none. */
export async function readPdf(bytes: Uint8Array): Promise<readonly string[]> {
  // pdf.js takes the bytes away from who gives them.
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  try {
    const { text } = await extractText(pdf, { mergePages: false });
    return text;
  } finally {
    await pdf.loadingTask.destroy();
  }
}
