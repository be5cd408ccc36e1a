import { expect, test } from 'vitest';
import { buildTemplate } from './synthesize.ts';

/** Asset hashes change with the function's code, which these snapshots do not test. */
function maskAssets(template: unknown): unknown {
  return JSON.parse(JSON.stringify(template).replaceAll(/[0-9a-f]{64}/g, '<asset>'));
}

test.each([
  ['default', {}],
  ['edge-open', { endpoint: 'edge', access: 'open' }],
  ['cognito', { access: 'cognito', plans: { standard: {}, team: {} } }],
])('the template of %s settings is the committed one', async (name, settings) => {
  const template = maskAssets(buildTemplate({ settings }).toJSON());
  await expect(`${JSON.stringify(template, null, 2)}\n`).toMatchFileSnapshot(`__snapshots__/${name}.template.json`);
});
