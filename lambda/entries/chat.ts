import { readConfig } from '../config.ts';
import { openEnvironment } from '../environment.ts';
import { handle } from '../handle.ts';
import { prewarm } from '../prewarm/prewarm.ts';
import { lambdaSink } from './lambda-sink.ts';
import { receiveEvent } from './receive-event.ts';

const environment = await openEnvironment(readConfig(import.meta.dirname, process.env));
if (environment.config.isPrewarmed) await prewarm(environment.bedrock, environment.config, process.env);

/** The chat behind API Gateway. */
export const handler = awslambda.streamifyResponse((event, responseStream, lambda) =>
  handle(receiveEvent(event, lambda), lambdaSink(responseStream), environment),
);
