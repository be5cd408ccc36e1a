import { randomUUID } from 'node:crypto';
import type { Turn } from '../../chat/chat-request.ts';
import { attachments } from '../../chat/content.ts';
import { isHarness } from '../../models/is-harness.ts';
import type { RuntimeConfig } from '../../models/names.ts';
import type { Question } from '../../source.ts';
import type { Asked } from './agent-core.ts';
import { newTurns } from './new-turns.ts';
import type { Session } from './session.ts';

/** What AgentCore is asked, for a runtime or a harness. Nothing of it but the words is the client's: no override, no header, no ARN. */
export function toRequest(question: Question, runtime: RuntimeConfig, session: Session): Asked {
  const { arn, qualifier, speaks } = runtime;
  const { turns } = question.chat;
  if (isHarness(runtime)) {
    const query = new URLSearchParams({ harnessArn: arn, ...(qualifier !== undefined && { qualifier }) });
    return {
      path: `/harnesses/invoke?${query.toString()}`,
      session: session.id,
      accept: 'application/vnd.amazon.eventstream',
      // It keeps its conversation in the session, and would have it twice.
      body: { messages: toConverse(session.isKept ? newTurns(turns) : turns) },
    };
  }
  return {
    path: `/runtimes/${encodeURIComponent(arn)}/invocations${toSearch(runtime)}`,
    session: session.id,
    // Without the first, apps of the TypeScript SDK refuse to stream (bedrock-agentcore 0.4.4).
    accept: 'text/event-stream, application/json',
    body: speaks === 'ag-ui' ? toRun(question, session) : toPayload(question, session),
  };
}

/** Ends what runs in the session, and its machine. A harness's is ended by the harness's own ARN. */
export function toStopRequest(runtime: RuntimeConfig, session: Session, clientToken: string): Asked {
  return {
    path: `/runtimes/${encodeURIComponent(runtime.arn)}/stopruntimesession${toSearch(runtime)}`,
    session: session.id,
    accept: 'application/json',
    body: { clientToken },
  };
}

function toSearch({ qualifier }: RuntimeConfig): string {
  return qualifier === undefined ? '' : `?qualifier=${qualifier}`;
}

/**
 * As AWS's templates and examples read it: `prompt` is a text, `messages` are Converse's (AgentCore developer guide, HTTP protocol contract).
 * `caller` is who asks, as API Gateway vouches for it. An agent that remembers is told what is new; what came before is in `history`, for when
 * it has forgotten.
 */
function toPayload({ chat, caller }: Question, { isKept }: Session): object {
  const { turns } = chat;
  const system = toSystem(chat);
  const asked = newTurns(turns);
  return {
    prompt: asked.map(toText).join('\n\n'),
    messages: toConverse(isKept ? asked : turns),
    ...(isKept && { history: toConverse(turns.slice(0, turns.length - asked.length)) }),
    ...(system !== undefined && { system }),
    caller: { id: caller.id, kind: caller.kind, plan: caller.plan },
  };
}

/**
 * AG-UI's input of a run: each of its fields must be there. Its messages are always all, and each has the same id in every question of a
 * conversation, by which a server knows which it has.
 */
function toRun({ chat, caller }: Question, { id }: Session): object {
  const system = toSystem(chat);
  const said = chat.turns.map((turn, at) => ({ id: `${id}-${at}`, role: turn.role, content: toText(turn) }));
  return {
    threadId: id,
    // Not the request's id, which a client can choose.
    runId: randomUUID(),
    messages: [...(system === undefined ? [] : [{ id: `${id}-system`, role: 'system', content: system }]), ...said],
    tools: [],
    context: [],
    state: {},
    forwardedProps: { caller: { id: caller.id, kind: caller.kind, plan: caller.plan } },
  };
}

function toConverse(turns: readonly Turn[]): readonly object[] {
  return turns.map((turn) => ({ role: turn.role, content: [{ text: toText(turn) }] }));
}

function toSystem({ system }: Question['chat']): string | undefined {
  const texts = system?.flatMap((part) => (part.kind === 'text' ? part.text : []));
  return texts?.length ? texts.join('\n\n') : undefined;
}

/** The words of a turn. What else earlier turns had, for a model, is named: an agent elsewhere can't see it. */
function toText({ content }: Turn): string {
  const words = content.flatMap((part) => {
    if (part.kind === 'text') return part.text;
    return Object.hasOwn(attachments, part.kind) ? `[${part.kind}]` : [];
  });
  return words.join('\n\n') || '…';
}
