import { Failure } from '../chat/failure.ts';
import type { Table } from '../table/table.ts';
import type { AskedTurn, TurnPlace } from '../asked-turn.ts';
import { idempotencyKey } from './turns/keys.ts';
import { getTurn } from './turns/read-turns.ts';
import { statusOf, type Turn } from './turns/turn.ts';

/** Whose request under a key is answered: this one, after an earlier one that failed; or an earlier one, which has an answer. */
export type Claimed =
  | {
      readonly kind: 'own';
      readonly failed?: { readonly place: TurnPlace; readonly turn: Turn };
      /** Until when its turn must have begun, in ms since 1970. */
      readonly beginUntilMs?: number;
    }
  | { readonly kind: 'answered'; readonly place: TurnPlace; readonly turn: Turn };

/** How long a request may take from its claim to its turn, and when others take it to be dead: its last call may take a while. */
const beginMs = 10_000;
const claimLeaseMs = 15_000;

/**
 * Claims an idempotency key for a turn. Of two requests with one key only one is asked; the other gets its answer, while it still runs, too. One that
 * failed is asked again. Throws the `Failure` that says why neither is possible; anything else when the table can't be asked.
 */
export async function claimKey(
  table: Table,
  { place, key }: AskedTurn & { readonly key: NonNullable<AskedTurn['key']> },
  run: string,
  { now, keptMs }: { readonly now: () => number; readonly keptMs: number },
): Promise<Claimed> {
  const itemKey = idempotencyKey(place.caller, key.hash);
  const claimedMs = now();
  const claim = (condition: string, values: Readonly<Record<string, string>>) =>
    table.change(itemKey, {
      expression:
        'SET turn = :turn, conversation = :conversation, fingerprint = :fingerprint, #run = :run, claimedMs = :now, expires = :expires',
      condition,
      names: { '#run': 'run' },
      values: {
        ':turn': place.turn,
        ':conversation': place.conversation,
        ':fingerprint': key.fingerprint,
        ':run': run,
        ':now': claimedMs,
        ':expires': Math.ceil((claimedMs + keptMs) / 1000),
        ...values,
      },
    });
  const { isDone, item } = await claim('attribute_not_exists(turn)', {});
  if (isDone || item['run'] === run) return { kind: 'own', beginUntilMs: claimedMs + beginMs };
  if (item['fingerprint'] !== key.fingerprint) throw reused();
  const other = { caller: place.caller, conversation: String(item['conversation']), turn: String(item['turn']) };
  const turn = await getTurn(table, other, now());
  if (turn && isWorthTelling(turn, now())) return { kind: 'answered', place: other, turn };
  if (!turn && now() < Number(item['claimedMs']) + claimLeaseMs) throw busy();
  const again = await claim('#run = :before', { ':before': String(item['run']) });
  if (!again.isDone && again.item['run'] !== run) throw busy();
  return { kind: 'own', beginUntilMs: claimedMs + beginMs, ...(turn && { failed: { place: other, turn } }) };
}

/** Gives a key back that no turn will answer: whoever tries again need not wait until the claim is given up. */
export async function giveBackKey(table: Table, { caller }: TurnPlace, hash: string, run: string): Promise<void> {
  await table.change(idempotencyKey(caller, hash), {
    expression: 'SET claimedMs = :never',
    condition: '#run = :run',
    names: { '#run': 'run' },
    values: { ':never': 0, ':run': run },
  });
}

/** All but failures: whoever tries again wants an answer. What its caller cancelled stays so. */
function isWorthTelling(turn: Turn, nowMs: number): boolean {
  const status = statusOf(turn, nowMs);
  return status !== 'failed' && status !== 'cut' && status !== 'interrupted';
}

function reused(): Failure {
  return new Failure('key-reused', 'Idempotency-Key: was sent with another request: send a new key with each request', {
    field: 'Idempotency-Key',
  });
}

function busy(): Failure {
  return new Failure('conflict', 'Idempotency-Key: the request with this key is just being started: try again', {
    field: 'Idempotency-Key',
    retryAfterSeconds: 1,
  });
}
