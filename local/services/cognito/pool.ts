import type { LocalPoolClient, LocalUserPool } from '../../template/access-model.ts';

export function findClient({ clients }: LocalUserPool, id: string | null): LocalPoolClient | undefined {
  return clients.find((client) => client.id === id);
}
