import { createHash } from 'node:crypto';
import type { LocalUserPool } from '../../template/access-model.ts';

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/** Who can sign in on the page: one who may do little, and one who may do all that a group allows. */
export function usersOf({ groups }: LocalUserPool): readonly User[] {
  return [
    { name: 'alice', groups: [] },
    { name: 'bob', groups },
  ];
}

/** The user's id, the same in every run, so that what was kept for a user yesterday is still theirs. A UUID, as Cognito's are. */
export function toSub({ name }: User): string {
  const hex = createHash('sha256').update(`user:${name}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
