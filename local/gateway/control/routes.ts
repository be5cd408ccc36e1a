import { z } from 'zod';
import type { LocalApi } from '../../template/model.ts';
import { type KeyStore, type StoredKey, toDay } from '../access/key-store.ts';

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
const msPerDay = 86_400_000;
const dates = z
  .object({ startDate: z.iso.date(), endDate: z.iso.date() })
  .refine(({ startDate, endDate }) => startDate <= endDate, 'the start date must not be after the end date')
  // AWS keeps 90 days.
  .refine(
    ({ startDate, endDate }) => Date.parse(endDate) - Date.parse(startDate) < 90 * msPerDay,
    'the dates must be at most 90 days apart',
  );
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
      // A key may be in one plan of a stage.
      if (key.planId !== undefined && key.planId !== plan.id) return conflict('the key is in another usage plan');
      key.planId = plan.id;
      return { status: 201, body: { id: key.id, name: key.name, type: 'API_KEY' } };
    },
  },
  {
    method: 'GET',
    path: /^\/usageplans\/([^/]+)\/usage$/,
    answer({ keys }, { ids: [planId], query }) {
      const { startDate, endDate } = dates.parse(Object.fromEntries(query));
      const days = daysFrom(startDate, endDate);
      const asked = ofPlan(keys, planId).filter(({ id }) => (query.get('keyId') ?? id) === id);
      const items = asked.map(({ id, used }) => [id, days.map((day) => [used.get(day) ?? 0, 0])]);
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
      return conflict('API Key already exists');
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

function conflict(message: string): Reply {
  return { status: 409, body: { __type: 'ConflictException', message } };
}

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
  const count = (Date.parse(end) - Date.parse(start)) / msPerDay + 1;
  return Array.from({ length: count }, (_, at) => toDay(Date.parse(start) + at * msPerDay));
}
