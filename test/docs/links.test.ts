import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { docFiles, projectFolder, readDoc, toAnchor } from './markdown.ts';

test.each(docFiles)('every link in %s leads somewhere', (file) => {
  const links = [...readDoc(file).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
  for (const link of links.filter((target) => !/^[a-z]+:/.test(target))) {
    const [target = '', anchor] = link.split('#');
    const found = target === '' ? path.join(projectFolder, file) : path.join(projectFolder, path.dirname(file), target);
    expect(existsSync(found), `${file} → ${link}`).toBe(true);
    if (anchor === undefined) continue;
    const headings = [...readFileSync(found, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      toAnchor(heading),
    );
    expect(headings, `${file} → ${link}`).toContain(anchor);
  }
});

test('the README has at most two screens', () => {
  expect(readDoc('README.md').split('\n').length).toBeLessThanOrEqual(90);
});

test('every decision is dated and says what, why and what it cost or left', () => {
  for (const file of docFiles.filter((name) => name.startsWith('docs/decisions'))) {
    const record = readDoc(file);
    expect(record, file).toMatch(/^# \d+\. .+\n\n\d{4}-\d\d-\d\d · (accepted|replaced by .+)$/m);
    for (const part of ['**What.**', '**Why.**']) expect(record, file).toContain(part);
  }
});
