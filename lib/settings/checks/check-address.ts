import type { Problem } from './cross-checks.ts';
import type { Settings } from '../settings.ts';

/** Where the API can be found: what does not go together. */
export function checkAddress({ domain, private: privateEndpoint, endpoint }: Settings): readonly Problem[] {
  return [
    privateEndpoint &&
      endpoint === 'edge' && {
        name: 'endpoint',
        value: endpoint,
        allowed: 'regional (or nothing), because private is set: CloudFront reaches no private API',
      },
    privateEndpoint &&
      domain && {
        name: 'domain',
        value: domain.name,
        allowed: 'nothing, because private is set: Rivulet makes no private domain names',
      },
    domain &&
      endpoint === 'edge' &&
      !domain.certificateArn.includes(':us-east-1:') && {
        name: 'domain.certificateArn',
        value: domain.certificateArn,
        allowed: 'a certificate in us-east-1, because endpoint is edge: CloudFront takes no other',
      },
  ].filter((problem) => typeof problem === 'object');
}
