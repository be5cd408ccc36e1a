import { Aws } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  AnyPrincipal,
  ArnPrincipal,
  Effect,
  type IPrincipal,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import type { Settings } from '../settings/settings.ts';

type Asked = Pick<Settings, 'access' | 'iamCallers' | 'private'>;

const anyone = [new AnyPrincipal()];

/**
 * The API's own policy: who of other accounts may call, and through which VPC endpoints. Undefined where neither is set: then a
 * method's authorization is all there is to pass.
 *
 * A caller of another account passes only if this policy and the caller's own allow it; one of the stack's account, if either does
 * (API Gateway developer guide, "How API Gateway resource policies affect authorization workflow").
 */
export function toResourcePolicy({ access, iamCallers, private: privateEndpoint }: Asked): PolicyDocument | undefined {
  if (!privateEndpoint && iamCallers.length === 0) return undefined;
  const allowed =
    access === 'iam'
      ? [
          allow([new AccountPrincipal(Aws.ACCOUNT_ID), ...iamCallers.map(toPrincipal)], '*'),
          // Browsers sign no preflight.
          allow(anyone, '*/OPTIONS/*'),
        ]
      : // The method's authorization decides.
        [allow(anyone, '*')];
  return new PolicyDocument({
    statements: [...allowed, ...(privateEndpoint ? [denyElsewhere(privateEndpoint.vpcEndpointIds)] : [])],
  });
}

function toPrincipal(caller: string): IPrincipal {
  return caller.startsWith('arn:') ? new ArnPrincipal(caller) : new AccountPrincipal(caller);
}

function allow(principals: readonly IPrincipal[], methods: string): PolicyStatement {
  return new PolicyStatement({
    principals: [...principals],
    actions: ['execute-api:Invoke'],
    resources: [`execute-api:/${methods}`],
  });
}

function denyElsewhere(vpcEndpointIds: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.DENY,
    principals: anyone,
    actions: ['execute-api:Invoke'],
    resources: ['execute-api:/*'],
    conditions: { StringNotEquals: { 'aws:SourceVpce': [...vpcEndpointIds] } },
  });
}
