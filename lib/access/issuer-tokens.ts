import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { IdentitySource, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { TokenConfig } from '../../lambda/access/oidc/token-config.ts';
import { addSmallFunction } from '../functions/small-function.ts';
import { withSettings } from '../functions/with-settings.ts';
import type { OidcSetting } from '../settings/rows/parts/access/oidc-setting.ts';
import type { Settings } from '../settings/settings.ts';

export interface IssuerTokensProps {
  readonly settings: Settings;
  readonly oidc: OidcSetting;
  readonly codePath: string;
}

/** A function that checks the tokens of an issuer, and the authorizer that asks it. */
export class IssuerTokens extends Construct {
  readonly authorizer: TokenAuthorizer;

  constructor(scope: Construct, id: string, { settings, oidc, codePath }: IssuerTokensProps) {
    super(scope, id);
    // The page's client is no part of it: any client's tokens are good.
    const { page: _page, ...checks } = oidc;
    const config: TokenConfig = { ...checks, plans: Object.keys(settings.plans) };
    const handler = addSmallFunction(this, settings, {
      code: Code.fromAsset(withSettings(path.join(codePath, 'token-authorizer'), this, { config })),
      handler: 'index.handler',
      memorySize: 256,
      // The issuer is asked for its description and its keys; each may take three seconds.
      timeout: Duration.seconds(10),
    });
    this.authorizer = new TokenAuthorizer(this, 'Bearer', {
      handler,
      identitySource: IdentitySource.header('authorization'),
      // API Gateway refuses anything else without calling the function.
      validationRegex: String.raw`^[Bb]earer [\w-]+\.[\w-]+\.[\w-]+$`,
      // Not longer: a key that the issuer withdraws is good for a minute more. A token's own end is in the policy.
      resultsCacheTtl: Duration.minutes(1),
    });
  }
}
