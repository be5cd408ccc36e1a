import type { LocalUserPool } from '../../template/access-model.ts';
import type { SigningKey } from './signing-key.ts';
import { createExpiringStore, type ExpiringStore } from './expiring-store.ts';
import type { Session } from './tokens.ts';
import { usersOf, type User } from './users.ts';

/** What a code stands for until it becomes tokens. */
interface Grant {
  readonly session: Session;
  /** As the client wrote it: it must write it the same when it uses the code. */
  readonly redirectUri: string;
  /** The SHA-256 of the verifier that only the right client knows. */
  readonly challenge: string;
  readonly nonce: string | undefined;
}

/** What all endpoints share. */
export interface IssuerState {
  readonly pool: LocalUserPool;
  readonly users: readonly User[];
  /** What the tokens say. */
  readonly issuer: string;
  readonly key: SigningKey;
  readonly now: () => number;
  readonly codes: ExpiringStore<Grant>;
  /** By refresh token. */
  readonly sessions: ExpiringStore<Session>;
}

export function createIssuerState(
  pool: LocalUserPool,
  issuer: string,
  key: SigningKey,
  now: () => number,
): IssuerState {
  return {
    pool,
    users: usersOf(pool),
    issuer,
    key,
    now,
    codes: createExpiringStore(now),
    sessions: createExpiringStore(now),
  };
}
