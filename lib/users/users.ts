import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  type IUserPool,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { Settings } from '../settings/settings.ts';

/** What an access token must say to call the API, as its resource server and scope are named. */
export const chatScope = { server: 'rivulet', name: 'chat', full: 'rivulet/chat' };

/** The users who may call, and where they sign in: a pool of this stack, or one that exists. */
export interface Users {
  readonly pool: IUserPool;
  /** Missing for a pool that exists: its owner makes its clients. */
  readonly own?: {
    readonly pool: UserPool;
    readonly domain: UserPoolDomain;
    /** What a client of the pool asks for to call the API. */
    readonly chat: OAuthScope;
  };
}

export interface OwnUsersProps {
  readonly settings: Pick<Settings, 'plans' | 'removalPolicy'>;
  /** Unique in its region, over all accounts: the domain begins with it. */
  readonly service: string;
}

export function findUsers(scope: Construct, { id }: { readonly id: string }): Users {
  return { pool: UserPool.fromUserPoolId(scope, 'Users', id) };
}

/** A pool that nobody can join by themselves, with a group for each plan but the first, which needs none. */
export class OwnUsers extends Construct implements Users {
  readonly pool: UserPool;
  readonly own: Required<Users>['own'];

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
    const domain = this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${service}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.own = { pool: this.pool, domain, chat: OAuthScope.resourceServer(server, scope) };
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
}
