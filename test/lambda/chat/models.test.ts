import { expect, test } from 'vitest';
import { resolveModel } from '../../../lambda/chat/models.ts';
import { testConfig } from '../../fixtures/config.ts';

const nova = { alias: 'nova', id: 'us.amazon.nova-lite-v1:0' };

test.each([
  ['an alias', 'nova', nova],
  ['an exact id', 'us.amazon.nova-lite-v1:0', nova],
  ['nothing: the default', undefined, { alias: 'haiku', id: testConfig.models['haiku']?.id }],
])('%s names a model', (_name, asked, model) => {
  expect(resolveModel(asked, testConfig)).toEqual(model);
});

test.each(['gpt-4', '', 'NOVA', 'amazon.nova-lite-v1:0', '__proto__', 'constructor'])(
  '%j is no model of this deployment',
  (asked) => {
    expect(() => resolveModel(asked, testConfig)).toThrow(/no such model. Allowed: haiku, nova/);
  },
);
