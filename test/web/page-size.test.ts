import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundlePage } from '../../scripts/build-web-page.ts';

/** Other languages, what is loaded when it is first shown, and what only some deployments have. */
const loadedLater = /^words\/(?!en)|^assets\/(compare|steps|sources|sign-in|budget|cancel|conversations|usage)-/;

function weigh(files: Awaited<ReturnType<typeof bundlePage>>): number {
  return files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}

test('the page weighs at most 47 kB gzipped: what a browser loads before the first question', async () => {
  const files = (await bundlePage()).filter(({ name }) => !loadedLater.test(name));
  expect(files.map(({ name }) => name.replace(/-[A-Z0-9]{8}/, ''))).toContain('assets/main.js');
  expect(weigh(files)).toBeLessThanOrEqual(47_000);
});

test.each([
  ['sign-in', 5_000],
  ['budget', 2_500],
  ['cancel', 1_000],
  ['conversations', 5_000],
])('a deployment with %s loads at most %i B more, in a file of its own', async (what, most) => {
  const files = (await bundlePage()).filter(({ name }) => name.startsWith(`assets/${what}-`));
  expect(files).toHaveLength(1);
  expect(weigh(files)).toBeLessThanOrEqual(most);
});

test('the first step of an answer loads at most 1,300 B more, in a file of its own', async () => {
  const files = (await bundlePage()).filter(({ name }) => name.startsWith('assets/steps-'));
  expect(files).toHaveLength(1);
  expect(weigh(files)).toBeLessThanOrEqual(1_300);
});

test('the first source of an answer loads at most 4,000 B more, in a file of its own', async () => {
  const files = (await bundlePage()).filter(({ name }) => name.startsWith('assets/sources-'));
  expect(files).toHaveLength(1);
  expect(weigh(files)).toBeLessThanOrEqual(4_000);
});

test('the first look at what was used loads at most 5,000 B more, in a file of its own', async () => {
  const files = (await bundlePage()).filter(({ name }) => name.startsWith('assets/usage-'));
  expect(files).toHaveLength(1);
  expect(weigh(files)).toBeLessThanOrEqual(5_000);
});

test('everything together weighs at most 90 kB gzipped', async () => {
  expect(weigh(await bundlePage())).toBeLessThanOrEqual(90_000);
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
