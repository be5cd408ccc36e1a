import { openBedrock } from './chat/bedrock-client.ts';
import { prewarm } from './chat/prewarm.ts';
import { readConfig } from './config.ts';
import { handle } from './handle.ts';

const config = readConfig(process.env);
const bedrock = openBedrock(config);
if (config.isPrewarmed) await prewarm(bedrock, process.env);

export const handler = awslambda.streamifyResponse((event, responseStream, context) =>
  handle(event, responseStream, context, { client: bedrock.client, config }),
);
