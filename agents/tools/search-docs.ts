import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { tool } from '@strands-agents/sdk';
import { z } from 'zod';

/** Rivulet's documentation: scripts/build-agents.ts puts it beside the bundle. */
export const searchDocs = searchIn(path.join(import.meta.dirname, 'docs'));

/** Searches the Markdown files of a folder by their words. */
export function searchIn(folder: string) {
  let index: ReturnType<typeof openIndex> | undefined;
  return tool({
    name: 'search_docs',
    description: 'Searches the documentation of Rivulet. Returns the passages that fit best, each with its file.',
    inputSchema: z.object({ query: z.string().min(1).max(300).describe('A few words') }),
    async callback({ query }) {
      index ??= openIndex(folder);
      const found = (await index)(query);
      return found.length > 0 ? found : 'Nothing was found. Try other words.';
    },
  });
}

interface Passage {
  readonly file: string;
  readonly heading: string;
  readonly text: string;
}

const most = 4;

async function openIndex(folder: string) {
  const { default: MiniSearch } = await import('minisearch');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md'));
  const read = async (file: string) => toPassages(file, await readFile(path.join(folder, file), 'utf8'));
  const passages = (await Promise.all(files.map(read))).flat();
  const search = new MiniSearch<Passage & { id: number }>({
    fields: ['file', 'heading', 'text'],
    searchOptions: { boost: { file: 3, heading: 2 }, prefix: true },
  });
  search.addAll(passages.map((passage, id) => ({ ...passage, id })));
  return (query: string): Passage[] =>
    search
      .search(query)
      .slice(0, most)
      .flatMap(({ id }) => passages[Number(id)] ?? []);
}

/** A passage is a section: what stands under one heading. */
function toPassages(file: string, markdown: string): Passage[] {
  return markdown.split(/^(?=#{1,4} )/m).flatMap((section) => {
    const [first = '', ...rest] = section.split('\n');
    const text = rest.join('\n').trim();
    return text === '' ? [] : [{ file, heading: first.replace(/^#+ /, ''), text: text.slice(0, maxCharacters) }];
  });
}

/** Four of them are about 2,000 tokens. */
const maxCharacters = 2_000;
