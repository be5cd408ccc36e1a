import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import type { PoolSignIn } from '../../../web/page-config.ts';
import { toRemovalPolicy } from '../../removal-policy.ts';
import type { Settings } from '../../settings/settings.ts';
import { chatScope, pageScope } from './chat-scope.ts';
import { addPageClient } from './page-client.ts';

interface OwnUsersProps {
  readonly settings: Pick<Settings, 'plans' | 'removalPolicy'>;
  /** Unique in its region, over all accounts: the domain begins with it. */
  readonly service: string;
}

/** A pool that nobody can join by themselves, with a group for each plan but the first, which needs none. */
export class OwnUsers extends Construct {
  readonly pool: UserPool;
  readonly #domain: UserPoolDomain;
  readonly #chat: OAuthScope;

  constructor(parent: Construct, id: string, { settings, service }: OwnUsersProps) {
    super(parent, id);
    const isKept = toRemovalPolicy(settings) === RemovalPolicy.RETAIN;
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      // One-time passwords of an app. Text messages cost money and can be redirected.
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 12, tempPasswordValidity: Duration.days(3) },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: isKept,
      removalPolicy: toRemovalPolicy(settings),
    });
    const scope = new ResourceServerScope({ scopeName: chatScope.name, scopeDescription: 'Call the chat API' });
    const server = this.pool.addResourceServer('Api', { identifier: chatScope.server, scopes: [scope] });
    this.#chat = OAuthScope.resourceServer(server, scope);
    this.#domain = this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${service}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    for (const groupName of Object.keys(settings.plans).slice(1)) {
      new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId: this.pool.userPoolId, groupName });
    }
    acknowledge(this.pool, {
      'AwsSolutions-COG1':
        'Length protects better than kinds of characters (NIST SP 800-63B), so a length is all that is asked for here.',
      'AwsSolutions-COG2': 'A second factor is each person’s choice: to require it for all, set it in the pool.',
      'AwsSolutions-COG8': 'Threat protection needs the plan Plus, which has a price for each user.',
    });
  }

  /** Makes the page at this address a client of the pool. */
  toSignIn(pageUrl: string): PoolSignIn {
    const clientId = addPageClient(this.pool, this.#chat, pageUrl);
    return { domain: this.#domain.baseUrl(), clientId, scope: pageScope };
  }
}
