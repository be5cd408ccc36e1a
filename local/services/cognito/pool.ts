import type { LocalPoolClient, LocalUserPool } from '../../template/model.ts';

/** What the template says about the user pool, and where it would be. */
export interface PoolSetup extends LocalUserPool {
  readonly region: string;
}

export function findClient({ clients }: PoolSetup, id: string | null): LocalPoolClient | undefined {
  return clients.find((client) => client.id === id);
}
