import { Duration } from 'aws-cdk-lib';
import { CfnManagedLoginBranding, OAuthScope, type UserPool } from 'aws-cdk-lib/aws-cognito';

/**
 * The page as a client of the pool; returns the client's id. A page can keep no secret, so it has none: the code grant with
 * PKCE needs none.
 */
export function addPageClient(pool: UserPool, chat: OAuthScope, pageUrl: string): string {
  const { userPoolClientId: clientId } = pool.addClient('Page', {
    generateSecret: false,
    // People sign in on Cognito's pages. Without any flow here Cognito would allow renewals that do not rotate, which rotation
    // excludes.
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
  // Without a style of its own, the newer sign-in pages say that there is none.
  new CfnManagedLoginBranding(pool, 'PageStyle', {
    userPoolId: pool.userPoolId,
    clientId,
    useCognitoProvidedValues: true,
  });
  return clientId;
}
