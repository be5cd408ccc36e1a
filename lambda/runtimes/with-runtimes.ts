import type { Bedrock } from '../bedrock/client.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { RuntimeConfig } from '../models/names.ts';
import type { Operation, Question, Source } from '../source.ts';
import { limits } from '../time/limits.ts';
import { inSession } from './in-session.ts';

type Sources = Readonly<Record<Operation, Source>>;

/** Models and agents, and beside them agents that run on AgentCore: whichever a question names answers it. */
export function withRuntimes(others: Sources, client: Bedrock['client'], environment = process.env): Sources {
  const endpoint = environment['AWS_ENDPOINT_URL_BEDROCK_AGENTCORE'];

  function ask(question: Question, runtime: RuntimeConfig): AsyncIterable<ChatEvent> {
    const limit = limits({ upstreamIdleMs: runtime.idleMs });
    return inSession(question, runtime, { client, endpoint }, limit);
  }

  const or =
    (other: Source): Source =>
    (question) =>
      question.model.runtime ? ask(question, question.model.runtime) : other(question);
  return { ...others, converse: or(others.converse), 'count-tokens': or(others['count-tokens']) };
}
