import { expect, test } from 'vitest';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { refusalOf } from './refusal-of.ts';

const upload = { maxMb: 100, minutes: 10, types: ['*/*'] };

test.each([
  ['create', { bucket: 'create', prefix: '', perCaller: false, upload }],
  ['{"bucket": "my-files"}', { bucket: 'my-files', prefix: '', perCaller: false, upload }],
  [
    { bucket: 'create', prefix: 'public/docs/', perCaller: true, upload: false },
    { bucket: 'create', prefix: 'public/docs/', perCaller: true, upload: false },
  ],
  [
    { bucket: 'create', upload: { types: ['image/*'] } },
    { bucket: 'create', prefix: '', perCaller: false, upload: { ...upload, types: ['image/*'] } },
  ],
])('%j is taken as %j', (files, expected) => {
  expect(readSettings({ files }).files).toEqual(expected);
});

test('without it there are no files', () => {
  expect(readSettings({}).files).toBeUndefined();
});

test.each([
  ['on', '"create"'],
  [{ bucket: 'my.files' }, 'bucket'],
  [{ bucket: 'My-files' }, 'bucket'],
  [{ bucket: 'create', prefix: 'public' }, 'prefix'],
  [{ bucket: 'create', prefix: '/' }, 'prefix'],
  [{ bucket: 'create', prefix: 'a/../' }, 'prefix'],
  [{ bucket: 'create', prefix: '*/' }, 'prefix'],
  [{ bucket: 'create', upload: true }, 'upload'],
  [{ bucket: 'create', upload: { maxMb: 5_001 } }, 'upload'],
  [{ bucket: 'create', upload: { minutes: 61 } }, 'upload'],
  [{ bucket: 'create', upload: { types: [] } }, 'upload'],
  [{ bucket: 'create', upload: { types: ['image'] } }, 'upload'],
  [{ bucket: 'create', versions: true }, 'versions'],
])('%j is refused, and says what is wrong', (files, why) => {
  const refusal = refusalOf({ files });
  expect(refusal).toContain('files: got');
  expect(refusal).toContain(why);
});

test.each([
  [{ files: { bucket: 'create', perCaller: true }, access: 'open', waf: 'declined' }, 'files.perCaller: got true'],
  [{ files: 'create', backend: 'container', stage: 'files' }, 'stage: got "files"'],
])('%j does not go together', (settings, refusal) => {
  expect(refusalOf(settings)).toContain(refusal);
});
