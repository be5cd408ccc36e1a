import { type IUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { PoolSignIn } from '../../../web/page-config.ts';
import type { Settings } from '../../settings/settings.ts';
import { pageScope } from './chat-scope.ts';
import { OwnUsers } from './own-users.ts';

/** The users who may call: those of a pool of this stack, or of one that exists. */
export interface Users {
  readonly pool: IUserPool;
  /** Where the page at this address sends people to sign in, and as which client. */
  readonly toSignIn: (pageUrl: string) => PoolSignIn;
}

/** The pool that the settings name; undefined where nobody signs in. `service`: the domain of a pool of this stack begins with it. */
export function toUsers(scope: Construct, settings: Settings, service: string): Users | undefined {
  const { access, userPool } = settings;
  if (access !== 'cognito') return undefined;
  return userPool === 'create' ? new OwnUsers(scope, 'Users', { settings, service }) : findUsers(scope, userPool);
}

/** Its owner makes its clients. */
function findUsers(scope: Construct, { id, clientId, domain }: Exclude<Settings['userPool'], 'create'>): Users {
  return {
    pool: UserPool.fromUserPoolId(scope, 'Users', id),
    toSignIn: () => ({ domain, clientId, scope: pageScope }),
  };
}
