import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ask } from '../../../lambda/files/bucket/ask.ts';
import { listFiles } from '../../../lambda/files/list-files.ts';
import { placesOf } from '../../../lambda/files/places.ts';

const { signal } = new AbortController();

/** A bucket that lists as S3 does. */
function bucketOf(keys: readonly string[]): Ask {
  return async ({ query = {} }) => {
    const asked = new Map(Object.entries(query));
    const [prefix, after, most] = ['prefix', 'start-after', 'max-keys'].map((name) => asked.get(name) ?? '');
    const found = keys.filter((key) => key.startsWith(prefix ?? '') && key > (after ?? '')).toSorted();
    const shown = found.slice(0, Number(most));
    const contents = shown.map((key) => `<Contents><Key>${encodeURIComponent(key)}</Key><Size>1</Size></Contents>`);
    const isTruncated = shown.length < found.length;
    const said = `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${contents.join('')}</ListBucketResult>`;
    return { status: 200, headers: {}, said };
  };
}

const aKey = fc.stringMatching(/^(data\/)?(everyone|callers\/anna|callers\/ben|other)\/[a-c]{1,3}$/);

test('pages of any size show each file of a caller once, in the order of keys, and nobody else’s', async () => {
  const places = placesOf({ prefix: 'data/', isPerCaller: true }, 'anna');
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(aKey, { maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('', 'mine/', 'mine/a', 'everyone/b', 'every', 'x'),
      async (keys, limit, prefix) => {
        const ask = bucketOf(keys);
        const seen: string[] = [];
        for (let after: string | undefined, pages = 0; ; pages += 1) {
          expect(pages).toBeLessThan(60);
          const { files, next } = await listFiles(ask, places, { prefix, limit, after }, signal);
          expect(files.length).toBeLessThanOrEqual(limit);
          seen.push(...files.map(({ key }) => key));
          if (next === undefined) break;
          after = next;
        }
        const own = keys.flatMap((key) => {
          if (key.startsWith('data/everyone/')) return [key.slice('data/'.length)];
          return key.startsWith('data/callers/anna/') ? [`mine/${key.slice('data/callers/anna/'.length)}`] : [];
        });
        expect(seen).toEqual(own.filter((key) => key.startsWith(prefix)).toSorted());
      },
    ),
  );
});

test('what no request can name is left out', async () => {
  const ask = bucketOf(['a', 'a//b', '../c']);
  const { files } = await listFiles(
    ask,
    placesOf({ prefix: '', isPerCaller: false }, 'anna'),
    { prefix: '', limit: 10 },
    signal,
  );
  expect(files.map(({ key }) => key)).toEqual(['a']);
});
