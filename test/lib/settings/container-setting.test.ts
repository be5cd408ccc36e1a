import { expect, test } from 'vitest';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { refusalOf } from './refusal-of.ts';

const network = { vpcId: 'vpc-0123456789abcdef0', subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'] };

test('what is left out has its default, as text and as an object', () => {
  const defaults = { vcpu: 1, memoryGb: 2, tasks: { least: 1, most: 4 }, streams: 500, network: 'nat' };
  expect(readSettings({}).container).toEqual(defaults);
  expect(readSettings({ container: '{"streams": 50}' }).container).toEqual({ ...defaults, streams: 50 });
  expect(readSettings({ container: { network } }).container.network).toEqual(network);
});

test.each([
  [{ vcpu: 3 }, 'vcpu'],
  [{ vcpu: 1, memoryGb: 1 }, '2 to 8 for 1 vcpu'],
  [{ vcpu: 2, memoryGb: 4.5 }, '4 to 16 for 2 vcpu'],
  [{ tasks: { least: 0 } }, 'tasks.least'],
  [{ tasks: { least: 5, most: 4 } }, 'least must not be above most'],
  [{ streams: 2001 }, 'streams'],
  [{ streams: 1001 }, 'at most 500 for each GB of memoryGb'],
  [{ vcpu: 0.25, memoryGb: 0.5 }, 'at most 500 for each GB of memoryGb'],
  [{ network: { ...network, subnetIds: [network.subnetIds[0], network.subnetIds[0]] } }, 'network'],
  [{ network: 'public' }, 'network'],
  [{ network: { ...network, subnetIds: ['subnet-0123456789abcdef0'] } }, 'network'],
  [{ image: 'mine' }, 'image'],
])('%j is refused, and says why', (container, why) => {
  const refusal = refusalOf({ container });
  expect(refusal).toContain('container: got');
  expect(refusal).toContain(why);
});

test.each([
  [{ reservedConcurrency: 5 }, 'reservedConcurrency', 'streams and tasks of the setting container'],
  [{ bedrockRegion: 'eu-west-1', container: { network: 'endpoints' } }, 'container.network', 'another region'],
  [
    { access: 'cognito', plans: { standard: {}, team: {} }, container: { network: 'endpoints' } },
    'container.network',
    'the keys of the user pool are on the internet',
  ],
  [
    {
      container: { network: 'endpoints' },
      knowledge: { docs: { model: 'haiku', from: { id: 'KB12345678', region: 'us-west-2' } } },
    },
    'container.network',
    'knowledge names a region',
  ],
])('with backend container, %j is refused', (settings, name, why) => {
  const refusal = refusalOf({ backend: 'container', ...settings });
  expect(refusal).toContain(`${name}: got`);
  expect(refusal).toContain(why);
  expect(() => readSettings(settings)).not.toThrow();
});
