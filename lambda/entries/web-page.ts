import path from 'node:path';
import { anyone } from '../access/caller.ts';
import { reply } from '../http/respond.ts';
import { readPage } from '../web-page/read-page.ts';
import { serve } from '../web-page/serve.ts';
import { lambdaSink } from './lambda-sink.ts';
import { receiveEvent } from './receive-event.ts';

const page = readPage(path.join(import.meta.dirname, 'page'), process.env);

/** The chat page. A function of its own: whoever has no key reaches nothing that can call a model (docs/decisions/0015). */
export const handler = awslambda.streamifyResponse(async (event, responseStream, lambda) => {
  const request = { ...receiveEvent(event, lambda, anyone), asWritten: event.path };
  await reply(lambdaSink(responseStream), serve(request, page));
});
