import type { OwnModel } from '../choice.ts';
import type { Responder } from '../responder.ts';
import { refuse } from '../wire/refusal.ts';
import { chunkSchema } from './answer/chunk.ts';
import { inStream, toProblem, unfinished } from './answer/problem.ts';
import { createEvents } from './answer/to-events.ts';
import { openClient } from './open-client.ts';
import { findForced } from './request/forced-tool.ts';
import { toRequest } from './request/to-request.ts';

/**
 * A model behind a server that speaks OpenAI's Chat Completions (Ollama, llama.cpp, vLLM, LM Studio) answers as one of Bedrock's: Converse is
 * translated on the way there, and chunks, errors, cuts and silences on the way back.
 *
 * @param tell is told what a person can do about an answer that failed; never what was said in it
 */
export function answeringWith(own: OwnModel, tell: (what: string) => void): Responder {
  const client = openClient(own);

  return async ({ input, exchange, output }) => {
    const { signal } = exchange;
    const events = createEvents(findForced(input)?.name);
    let isOpen = false;
    let count = 0;
    try {
      const chunks = await client.chat.completions.create(toRequest(input, own.model), { signal });
      isOpen = true;
      for await (const chunk of chunks) {
        count += 1;
        const translated = [...events.read(chunkSchema.parse(chunk))];
        if (translated.length > 0) await output.send(translated);
      }
    } catch (error) {
      if (signal.aborted) return;
      const problem = toProblem(error, own);
      tell(problem.message);
      if ('isCut' in problem) return exchange.cut();
      return isOpen ? output.fail(inStream(problem.type), problem) : refuse(problem, exchange);
    }
    if (signal.aborted) return;
    if (!events.hasStopped()) tell(unfinished(own, count));
    // Without a stop reason, it is as incomplete as Bedrock's would be.
    await output.finish();
  };
}
