import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { findRegion } from '../../../../../local/services/bedrock/remote/find-region.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'rivulet-home-'));
  mkdirSync(path.join(home, '.aws'));
  const config =
    '[default]\nregion = eu-west-1\n[profile work]\nregion = eu-west-2\n[profile both]\nregion = eu-west-3\n';
  writeFileSync(path.join(home, '.aws/config'), config);
  writeFileSync(path.join(home, '.aws/credentials'), '[both]\nregion = eu-north-1\n');
  writeFileSync(path.join(home, 'elsewhere'), '[default]\nregion = sa-east-1\n');
});
afterAll(() => rmSync(home, { recursive: true }));

test.each([
  ['the setting wins over all', 'us-west-2', { AWS_REGION: 'us-east-2' }, 'us-west-2', 'the setting bedrockRegion'],
  ['AWS_REGION', undefined, { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, 'a', 'AWS_REGION'],
  ['AWS_DEFAULT_REGION', undefined, { AWS_REGION: '', AWS_DEFAULT_REGION: 'b' }, 'b', 'AWS_DEFAULT_REGION'],
  ['the default profile', undefined, {}, 'eu-west-1', 'the profile default'],
  ['the chosen profile', undefined, { AWS_PROFILE: 'work' }, 'eu-west-2', 'the profile work'],
  [
    'the credentials file, before the config file',
    undefined,
    { AWS_PROFILE: 'both' },
    'eu-north-1',
    'the profile both',
  ],
] as const)('the region is found as AWS’s tools find it: %s', async (_name, setting, shell, name, from) => {
  expect(await findRegion(setting, { HOME: home, ...shell })).toEqual({ name, from });
});

test('the config file may be elsewhere', async () => {
  const shell = { HOME: home, AWS_CONFIG_FILE: path.join(home, 'elsewhere') };
  expect(await findRegion(undefined, shell)).toEqual({ name: 'sa-east-1', from: 'the profile default' });
});

test.each(['absent', 'constructor'])(
  'without a region, profile %s: the error lists all ways to set one',
  async (profile) => {
    await expect(findRegion(undefined, { HOME: home, AWS_PROFILE: profile })).rejects.toThrow(
      `--bedrock aws needs a region: set AWS_REGION or AWS_DEFAULT_REGION, add a region to the profile ` +
        `${profile} with aws configure, or pass -c bedrockRegion=…`,
    );
  },
);
