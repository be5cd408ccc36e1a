import { hasWebPage } from './has-web-page.ts';
import type { Problem } from './cross-checks.ts';
import type { Settings } from './settings.ts';

/** What each way in needs, and what goes with no other. */
export function checkAccess(settings: Settings, isLocalStage: boolean): readonly Problem[] {
  const { access, oidc, userPool, stage, iamCallers, webPage } = settings;
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
    access !== 'iam' &&
      iamCallers.length > 0 && {
        name: 'iamCallers',
        value: iamCallers,
        allowed: `nothing: it is for access iam, and access is ${access}`,
      },
    webPage === 'api' &&
      !hasWebPage[access] && {
        name: 'webPage',
        value: webPage,
        allowed: `none: with access ${access} the page can't call the API`,
      },
  ].filter((problem) => typeof problem === 'object');
}
