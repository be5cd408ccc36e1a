import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const projectFolder = path.resolve(import.meta.dirname, '../..');

export function readDoc(file: string): string {
  return readFileSync(path.join(projectFolder, file), 'utf8');
}

export const docFiles = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(projectFolder, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

/** The contents of a document's fenced blocks of one language. */
export function codeBlocks(doc: string, language: string): string[] {
  return [...doc.matchAll(/^```([\w-]*)\n(.*?)^```$/gms)].flatMap(([, name, code = '']) =>
    name === language ? code : [],
  );
}

/** The cells of every table row whose first cell is code. */
export function tableRows(doc: string): string[][] {
  return doc
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** What GitHub makes of a heading. */
export function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
