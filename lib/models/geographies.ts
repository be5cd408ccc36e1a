const regions = {
  us: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1'],
  ca: ['ca-central-1', 'ca-west-1'],
  eu: ['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  apac: [
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-7',
  ],
  // Since August 2026: Mumbai and Hyderabad (AWS's list of inference profiles, from copies of it).
  in: ['ap-south-1', 'ap-south-2'],
  jp: ['ap-northeast-1', 'ap-northeast-3'],
  au: ['ap-southeast-2', 'ap-southeast-4'],
  'us-gov': ['us-gov-east-1', 'us-gov-west-1'],
} as const;

/**
 * Where a geographic inference profile may route, by its prefix. Models differ, so these are the geography's regions
 * with Bedrock. A region too many grants nothing, because each statement also names the profile. A model's `regions` setting
 * overrides the table.
 *
 * Compiled from what AWS and others list per profile, not checked against an account. A region that is missing here shows
 * as `access-denied` when Bedrock routes there.
 */
export const geographies: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(regions));
