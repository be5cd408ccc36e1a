import { Duration } from 'aws-cdk-lib';
import { CfnManagedLoginBranding, OAuthScope, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { SignInConfig } from '../../web/page-config.ts';
import type { Settings } from '../settings/settings.ts';
import { chatScope, type Users } from './users.ts';

/** With `email` the page can show who is signed in. */
const scope = `openid email ${chatScope.full}`;

/** Where the page sends people to sign in, and as which client. The pool of this stack gets that client here. */
export function toSignIn(
  parent: Construct,
  {
    users,
    userPool,
    pageUrl,
  }: { readonly users: Users; readonly userPool: Settings['userPool']; readonly pageUrl: string },
): SignInConfig {
  if (userPool !== 'create') return { domain: userPool.domain, clientId: userPool.clientId, scope };
  if (!users.own) throw new Error('a pool of this stack has a client of its own');
  const client = addPageClient(users.own, pageUrl);
  // Without a style of its own, the newer sign-in pages say that there is none.
  new CfnManagedLoginBranding(parent, 'SignInStyle', {
    userPoolId: users.pool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  return { domain: users.own.domain.baseUrl(), clientId: client.userPoolClientId, scope };
}

/** A page can keep no secret, so the client has none: the code grant with PKCE needs none. */
function addPageClient({ pool, chat }: Required<Users>['own'], pageUrl: string): UserPoolClient {
  return pool.addClient('Page', {
    generateSecret: false,
    // People sign in on Cognito's pages. Without any flow here it would allow renewals that do not rotate, which rotation excludes.
    authFlows: { userSrp: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, chat],
      callbackUrls: [pageUrl],
      logoutUrls: [pageUrl],
    },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(7),
    // A renewal whose answer is lost may be repeated for so long.
    refreshTokenRotationGracePeriod: Duration.seconds(10),
  });
}
