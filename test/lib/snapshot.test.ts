import { expect, test } from 'vitest';
import { domainIn } from '../fixtures/domain-setting.ts';
import { buildTemplate } from './synthesize.ts';

/** Asset hashes change with the function's code, which these snapshots do not test. */
function maskAssets(template: unknown): unknown {
  return JSON.parse(JSON.stringify(template).replaceAll(/[0-9a-f]{64}/g, '<asset>'));
}

test.each([
  ['default', {}],
  ['edge-open', { endpoint: 'edge', access: 'open', waf: 'declined' }],
  ['firewall', { waf: { ipRate: 1000, callerRate: 300 } }],
  ['guardrail', { guardrail: { create: { profanity: true, words: ['Bluebird'], pii: { EMAIL: 'mask' } } } }],
  ['budgets', { plans: { standard: { budget: { day: { usd: 1 } } } }, cancel: 'on' }],
  [
    'knowledge',
    {
      knowledge: {
        docs: { model: 'haiku', from: 'create', documents: 'knowledge/', links: 'https://docs.example.com/' },
        old: { model: 'haiku', from: { id: 'KB12345678', region: 'us-west-2' }, perCaller: true },
      },
    },
  ],
  ['files', { files: { bucket: 'create', perCaller: true } }],
  ['container', { backend: 'container' }],
  [
    'dashboard',
    {
      dashboard: 'on',
      waf: { ipRate: 1000 },
      conversations: 'on',
      plans: { standard: { budget: { day: { usd: 1 } } } },
    },
  ],
  ['container-dashboard', { backend: 'container', dashboard: 'on' }],
  ['container-cognito', { backend: 'container', access: 'cognito', plans: { standard: {}, team: {} }, cancel: 'on' }],
  ['cognito', { access: 'cognito', plans: { standard: {}, team: {} } }],
  [
    'oidc-domain',
    {
      access: 'oidc',
      oidc: { issuer: 'https://login.example.com', audience: 'rivulet' },
      domain: { ...domainIn('eu-central-1'), hostedZone: 'Z0123456789ABC' },
    },
  ],
  [
    'iam-private',
    {
      access: 'iam',
      iamCallers: ['222222222222', 'arn:aws:iam::333333333333:role/ci'],
      private: { vpcEndpointIds: ['vpce-0123456789abcdef0'] },
    },
  ],
])('the template of %s settings is the committed one', async (name, settings) => {
  const template = maskAssets(buildTemplate({ settings }).toJSON());
  await expect(`${JSON.stringify(template, null, 2)}\n`).toMatchFileSnapshot(`__snapshots__/${name}.template.json`);
});
