import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundlePage } from '../../scripts/build-web-page.ts';

/** Other languages, and the view that is loaded when it is opened. */
const loadedLater = /^words\/(?!en)|^assets\/compare-/;

test('the page weighs at most 45 kB gzipped: what a browser loads before the first question', async () => {
  const files = (await bundlePage()).filter(({ name }) => !loadedLater.test(name));
  expect(files.map(({ name }) => name.replace(/-[A-Z0-9]{8}/, ''))).toContain('assets/main.js');
  const sizes = files.map(({ contents }) => gzipSync(contents, { level: 9 }).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(45_000);
});

test('the page names each of its scripts and styles by its hash', async () => {
  const files = await bundlePage();
  const html = Buffer.from(files.find(({ name }) => name === 'index.html')?.contents ?? []).toString();
  const linked = [...html.matchAll(/(?:href|src)="web\/([^"]+)"/g)].map(([, name]) => name);
  expect(linked).toHaveLength(2);
  for (const name of linked) {
    expect(name).toMatch(/-[A-Z0-9]{8}\.(js|css)$/);
    expect(files.map((file) => file.name)).toContain(name);
  }
});
