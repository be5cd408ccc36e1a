import { readConfig } from './read-config.ts';
import { followLive, openEnvironment } from '../environment.ts';
import { handle } from '../handle.ts';
import { prewarm } from '../prewarm/prewarm.ts';
import { lambdaSink } from './lambda-sink.ts';
import { readAccess, toCaller } from './to-caller.ts';
import { receiveEvent } from './receive-event.ts';

const config = readConfig(import.meta.dirname, process.env);
const access = readAccess(config, process.env);
const environment = await openEnvironment(config);
const { bedrock, features, loadAgents } = environment;
const hasCredentials = process.env['AWS_ACCESS_KEY_ID'] !== undefined;
const [current] = await Promise.all([
  followLive(config, environment),
  config.isPrewarmed && prewarm(bedrock, config, hasCredentials, [features.askTable, loadAgents]),
]);

/** The chat behind API Gateway. */
export const handler = awslambda.streamifyResponse((event, responseStream, lambda) =>
  handle(receiveEvent(event, lambda, toCaller(event.requestContext, access)), lambdaSink(responseStream), current()),
);
