import {
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  type IAuthorizer,
  type MethodOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { Protocol } from '../../lambda/protocols/protocol.ts';
import type { Settings } from '../settings/settings.ts';
import { KeyAuthorizers } from './key-authorizers.ts';
import { IssuerTokens } from './issuer-tokens.ts';
import { chatScope } from './users/chat-scope.ts';
import type { Users } from './users/users.ts';

/** What lets callers through to a method, by the header that its clients send. */
export type Authorization = (keyHeader: Protocol['keyHeader']) => MethodOptions;

interface Parts {
  readonly settings: Settings;
  readonly codePath: string;
  /** Those of all methods. */
  readonly headers: readonly Protocol['keyHeader'][];
  /** With `access: cognito`. */
  readonly users?: Users;
}

/** The way in that `access` says. */
export function toAuthorization(scope: Construct, { settings, codePath, headers, users }: Parts): Authorization {
  const { access, oidc } = settings;
  if (users) {
    const authorizer = new CognitoUserPoolsAuthorizer(scope, 'SignedIn', { cognitoUserPools: [users.pool] });
    // With a scope API Gateway takes access tokens; without one it would take ID tokens, which are for the client alone.
    return () => ({ ...toOptions(authorizer), authorizationScopes: [chatScope.full] });
  }
  if (access === 'oidc' && oidc) {
    const { authorizer } = new IssuerTokens(scope, 'Tokens', { settings, oidc, codePath });
    return () => toOptions(authorizer);
  }
  if (access === 'iam') return () => ({ authorizationType: AuthorizationType.IAM, apiKeyRequired: false });
  if (access === 'open') return () => ({ authorizationType: AuthorizationType.NONE, apiKeyRequired: false });
  const { byHeader } = new KeyAuthorizers(scope, 'Keys', { settings, codePath, headers });
  return (keyHeader) => ({ ...toOptions(byHeader.get(keyHeader)), apiKeyRequired: true });
}

function toOptions(authorizer: IAuthorizer | undefined): MethodOptions {
  return authorizer ? { authorizer } : {};
}
