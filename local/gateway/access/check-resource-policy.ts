import type { LocalApi, LocalMethod } from '../../template/model.ts';
import type { ResourcePolicy } from '../../template/access-model.ts';
import { Rejection } from '../rejection.ts';
import { matches } from './policy.ts';

/**
 * What the API's own policy says of a request: a deny ends it, and so does the lack of an allow where the method asks for nothing
 * (API Gateway developer guide, "How API Gateway resource policies affect authorization workflow"). Whoever is let in by the method's
 * own authorization is of the stack's account here, and needs no allow. Requests are taken to come through the first VPC endpoint.
 */
export function checkResourcePolicy(
  { policy, stageName, vpcEndpointIds: [endpoint] }: Pick<LocalApi, 'policy' | 'stageName' | 'vpcEndpointIds'>,
  { authorizer }: LocalMethod,
  { httpMethod, path }: { readonly httpMethod: string; readonly path: string },
): void {
  if (!policy) return;
  const method = `${stageName}/${httpMethod}${path}`;
  const about = policy.filter((statement) => matches(statement.methods, method) && isAbout(statement, endpoint));
  const isAllowed =
    authorizer !== undefined || about.some(({ effect, isForAnyone }) => effect === 'Allow' && isForAnyone);
  if (!isAllowed || about.some(({ effect }) => effect === 'Deny')) throw new Rejection('ACCESS_DENIED');
}

function isAbout({ unlessThrough }: ResourcePolicy[number], endpoint = ''): boolean {
  return !unlessThrough?.includes(endpoint);
}
