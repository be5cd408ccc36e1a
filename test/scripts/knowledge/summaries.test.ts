import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { groups } from '../../../lib/settings/settings.ts';
import { docFiles, projectFolder, readDoc, tableRows, codeBlocks } from '../../docs/markdown.ts';

const languages = ['ja', 'vi'];
const files = languages.flatMap((language) =>
  readdirSync(path.join(projectFolder, 'knowledge', language)).map((name) => `knowledge/${language}/${name}`),
);
const docs = docFiles.filter((file) => !file.startsWith('docs/decisions')).map(readDoc);
const settings = new Set(Object.values(groups).flatMap((group) => Object.keys(group)));

/** Pages of docs/ that a summary links to: what it is a summary of. */
const pagesOf = (file: string) =>
  [...readDoc(file).matchAll(/\]\((\.\.\/\.\.\/[^)]+)\)/g)].map(([, link = '']) => path.join(path.dirname(file), link));

test('both languages have the same summaries, of the same pages', () => {
  const [ja, vi] = languages.map((language) =>
    files.filter((file) => file.includes(`/${language}/`)).map((file) => [path.basename(file), pagesOf(file)] as const),
  );
  expect(ja?.length).toBeGreaterThanOrEqual(6);
  expect(vi).toEqual(ja);
});

describe.each(files)('%s', (file) => {
  const text = readDoc(file);

  test('has a title, and says which page it is a summary of', () => {
    expect(text).toMatch(/^# \S/);
    const pages = pagesOf(file);
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) expect(existsSync(path.join(projectFolder, page)), page).toBe(true);
  });

  test('names only words of code that the docs have, too', () => {
    const spans = [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
    const unknown = spans.filter((code) => !docs.some((doc) => doc.includes(code)) && !isTranslated(code));
    expect(unknown).toEqual([]);
  });

  test('shows only commands that the docs show, too', () => {
    const lines = codeBlocks(text, 'sh').flatMap((block) => block.trim().split('\n'));
    const missing = lines.filter((line) => !docs.some((doc) => doc.includes(line)));
    expect(missing).toEqual([]);
  });

  test('has the defaults of the settings that it lists', () => {
    const table = new Map(
      tableRows(readDoc('docs/settings.md')).map(([name = '', whenUnsaid = '']) => [name, whenUnsaid]),
    );
    const listed = tableRows(text).filter(([name = '']) => settings.has(name.replaceAll('`', '')));
    for (const [name = '', whenUnsaid = ''] of listed) {
      if (/^`[^`]*`$/.test(whenUnsaid)) expect(table.get(name), name).toContain(whenUnsaid);
    }
  });

  test('is text that needs no repair', () => {
    const bytes = readFileSync(path.join(projectFolder, file));
    expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toBe(text.normalize('NFC'));
  });
});

/** An option whose placeholder is in the language of the text: `--secret 名前=値`. */
function isTranslated(code: string): boolean {
  const [option = ''] = code.split(' ');
  return /\P{ASCII}/u.test(code) && option.startsWith('-') && docs.some((doc) => doc.includes(`${option} `));
}
