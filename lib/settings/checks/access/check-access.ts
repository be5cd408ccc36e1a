import type { Problem } from '../cross-checks.ts';
import type { Settings } from '../../settings.ts';
import { whyNoPage } from '../why-no-page.ts';

/** What each way in needs, and what goes with no other. */
export function checkAccess(settings: Settings, isLocalStage: boolean): readonly Problem[] {
  const { access, oidc, userPool, stage, iamCallers, webPage } = settings;
  const noPage = whyNoPage(settings);
  return [
    access === 'cognito' &&
      userPool === 'create' &&
      /aws|amazon|cognito/.test(stage) && {
        name: 'stage',
        value: stage,
        allowed:
          'a name without aws, amazon or cognito, which Cognito does not allow in the domain where people sign in',
      },
    access === 'oidc' &&
      !oidc && {
        name: 'oidc',
        value: oidc,
        allowed: 'an object with at least "issuer" and "audience", because access is oidc',
      },
    access !== 'oidc' &&
      oidc && {
        name: 'oidc',
        value: oidc,
        allowed: `nothing: it is for access oidc, and access is ${access}`,
      },
    oidc?.issuer.startsWith('http:') &&
      !isLocalStage && {
        name: 'oidc.issuer',
        value: oidc.issuer,
        allowed: 'https://…; http only for an issuer on this machine, on the local stage (npm start)',
      },
    oidc?.page?.audienceAs === 'resource' &&
      !isResource(oidc.audience) && {
        name: 'oidc.audience',
        value: oidc.audience,
        allowed: 'a URI without #, because page.audienceAs is resource, which names an API by its URI (RFC 8707)',
      },
    access !== 'iam' &&
      iamCallers.length > 0 && {
        name: 'iamCallers',
        value: iamCallers,
        allowed: `nothing: it is for access iam, and access is ${access}`,
      },
    webPage === 'api' &&
      noPage !== undefined && {
        name: 'webPage',
        value: webPage,
        allowed: `none: ${noPage}`,
      },
  ].filter((problem) => typeof problem === 'object');
}

function isResource(audience: string): boolean {
  return URL.canParse(audience) && !audience.includes('#');
}
