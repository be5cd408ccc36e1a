import type { LocalPoolClient, LocalUserPool } from '../../template/model.ts';

export function findClient({ clients }: LocalUserPool, id: string | null): LocalPoolClient | undefined {
  return clients.find((client) => client.id === id);
}
