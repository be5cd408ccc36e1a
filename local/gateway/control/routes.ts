import { z } from 'zod';
import type { LocalApi } from '../../template/model.ts';
import type { KeyStore, StoredKey } from '../access/key-store.ts';

/** What the control plane knows and changes. */
export interface Control {
  readonly api: LocalApi;
  readonly keys: KeyStore;
}

interface Asked {
  /** What the path's parentheses hold. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly sent: unknown;
}

export interface Reply {
  readonly status: number;
  readonly body: object;
}

interface ControlRoute {
  readonly method: string;
  readonly path: RegExp;
  /** Undefined when what it names does not exist. */
  readonly answer: (control: Control, asked: Asked) => Reply | undefined;
}

const newKey = z.object({ name: z.string().min(1), value: z.string().min(20).max(128), enabled: z.literal(true) });
const newLink = z.object({ keyId: z.string(), keyType: z.literal('API_KEY') });
const change = z.object({
  patchOperations: z.tuple([
    z.object({ op: z.literal('replace'), path: z.literal('/enabled'), value: z.enum(['true', 'false']) }),
  ]),
});

export const routes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: /^\/usageplans$/,
    answer: ({ api }) => {
      const apiStages = [{ apiId: api.apiId, stage: api.stageName }];
      return ok({
        item: api.plans.map(({ id, tags, quota }) => ({
          id,
          apiStages,
          tags,
          ...(quota && { quota: toQuota(quota) }),
        })),
      });
    },
  },
  {
    method: 'GET',
    path: /^\/usageplans\/([^/]+)\/keys$/,
    answer: ({ keys }, { ids: [planId] }) =>
      ok({ item: ofPlan(keys, planId).map(({ id, name }) => ({ id, name, type: 'API_KEY' })) }),
  },
  {
    method: 'POST',
    path: /^\/usageplans\/([^/]+)\/keys$/,
    answer({ api, keys }, { ids: [planId], sent }) {
      const key = keys.find(newLink.parse(sent).keyId);
      const plan = api.plans.find(({ id }) => id === planId);
      if (!key || !plan) return undefined;
      key.planId = plan.id;
      return { status: 201, body: { id: key.id, name: key.name, type: 'API_KEY' } };
    },
  },
  {
    method: 'GET',
    path: /^\/usageplans\/([^/]+)\/usage$/,
    answer({ keys }, { ids: [planId], query }) {
      const [startDate = '', endDate = ''] = [query.get('startDate') ?? '', query.get('endDate') ?? ''];
      const asked = ofPlan(keys, planId).filter(({ id }) => (query.get('keyId') ?? id) === id);
      const items = asked.map(({ id, used }) => [
        id,
        daysFrom(startDate, endDate).map((day) => [used.get(day) ?? 0, 0]),
      ]);
      return ok({ usagePlanId: planId, startDate, endDate, values: Object.fromEntries(items) });
    },
  },
  { method: 'GET', path: /^\/apikeys$/, answer: ({ keys }) => ok({ item: keys.all().map(toKey) }) },
  {
    method: 'POST',
    path: /^\/apikeys$/,
    answer({ keys }, { sent }) {
      const made = keys.create(newKey.parse(sent));
      if (made) return { status: 201, body: { ...toKey(made), value: made.value } };
      return { status: 409, body: { __type: 'ConflictException', message: 'API Key already exists' } };
    },
  },
  {
    method: 'PATCH',
    path: /^\/apikeys\/([^/]+)$/,
    answer({ keys }, { ids: [id = ''], sent }) {
      const key = keys.find(id);
      if (!key) return undefined;
      key.isEnabled = change.parse(sent).patchOperations[0].value === 'true';
      return ok(toKey(key));
    },
  },
];

function ok(body: object): Reply {
  return { status: 200, body };
}

function ofPlan(keys: KeyStore, planId: string | undefined): StoredKey[] {
  return keys.all().filter((key) => key.planId === planId);
}

function toKey({ id, name, isEnabled, createdMs }: StoredKey): object {
  return { id, name, enabled: isEnabled, createdDate: createdMs / 1000 };
}

function toQuota({ requests, period }: { readonly requests: number; readonly period: string }): object {
  return { limit: requests, period };
}

function daysFrom(start: string, end: string): string[] {
  const days: string[] = [];
  for (let ms = Date.parse(start); ms <= Date.parse(end); ms += 86_400_000)
    days.push(new Date(ms).toISOString().slice(0, 10));
  return days;
}
