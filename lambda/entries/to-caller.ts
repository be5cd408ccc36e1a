import { anyone, type Caller } from '../access/caller.ts';
import { hashed } from '../access/hashed.ts';
import { type Plans, toPlan } from '../access/plans.ts';
import type { WayIn } from '../access/way-in.ts';
import type { ProxyEvent } from './receive-event.ts';

/** What an entry knows of callers before one comes. */
export interface Access {
  readonly wayIn: WayIn;
  readonly plans: Plans;
  /** The plan of each key that the stack made, by the key's id. */
  readonly keyPlans: ReadonlyMap<string, string>;
}

/** Without a word about plans: in the first one. */
type Known = Omit<Caller, 'plan'> & { readonly isIn?: (plan: string) => boolean };

type Context = ProxyEvent['requestContext'];

/** Who sent the request, by what API Gateway found out: it checks what the way in asks for. */
export function toCaller(context: Context, access: Access): Caller {
  const { isIn = () => false, ...known }: Known = findCaller[access.wayIn](context, access);
  return { ...known, plan: toPlan(access.plans, isIn) };
}

const findCaller: Readonly<Record<WayIn, (context: Context, access: Access) => Known>> = {
  /**
   * API Gateway names the key that it let through. Its plan is that of the stack's own key, or the one that the key begins with
   * (key-authorizer.ts): only whoever makes keys writes that, since API Gateway knows the key as a whole.
   */
  key({ identity, authorizer }, { keyPlans }) {
    const id = named(identity?.apiKeyId);
    const plan: unknown = keyPlans.get(id) ?? authorizer?.['plan'];
    return { id, kind: 'key', isIn: (name) => name === plan };
  },

  /**
   * API Gateway checked the token, and hands its claims on as strings; groups are joined by commas. `sub` is the person's own
   * id in the pool, whatever name they choose.
   */
  cognito({ authorizer }) {
    const claims: unknown = authorizer?.['claims'];
    const groups = textOf(claims, 'cognito:groups').split(',');
    const id = hashed(`cognito:${named(textOf(claims, 'sub'))}`);
    return { id, kind: 'cognito', isIn: (name) => groups.includes(name) };
  },

  /** The authorizer function checked the token (token-authorizer.ts), and says whose it is and which plan that person has. */
  oidc({ authorizer }) {
    const plan = textOf(authorizer, 'plan');
    return { id: named(textOf(authorizer, 'caller')), kind: 'oidc', isIn: (name) => name === plan };
  },

  /**
   * API Gateway checked the signature. A role is `AROA…:SESSION` here, and all its sessions are one caller. A federated user is
   * `ACCOUNT:NAME`, of which the name counts (IAM user guide, "Principal key values").
   */
  iam({ identity }) {
    const principal = named(identity?.caller).replace(/^(AROA\w+):.*/, '$1');
    return { id: hashed(`iam:${identity?.accountId}:${principal}`), kind: 'iam' };
  },

  open: () => anyone,
};

/** Whoever is let in has a name. Without one the API is not what was deployed, and everybody would be one caller. */
function named(name: string | null | undefined): string {
  if (name) return name;
  throw new Error('API Gateway let a request in and named no caller: deploy the stack again');
}

/** A field, when it is a text. Own ones only: no name is found in an object's prototype. */
function textOf(fields: unknown, name: string): string {
  if (typeof fields !== 'object' || fields === null) return '';
  const value: unknown = Object.entries(fields).find(([field]) => field === name)?.[1];
  return typeof value === 'string' ? value : '';
}

/** `RIVULET_KEY_PLANS`: `{"plan": "key id"}`. Ids are known only when the stack is deployed. */
export function readAccess(
  { access, plans }: { readonly access: WayIn; readonly plans: Plans },
  { RIVULET_KEY_PLANS = '{}' }: NodeJS.ProcessEnv,
): Access {
  const parsed: Record<string, string> = JSON.parse(RIVULET_KEY_PLANS);
  return { wayIn: access, plans, keyPlans: new Map(Object.entries(parsed).map(([plan, id]) => [id, plan])) };
}
