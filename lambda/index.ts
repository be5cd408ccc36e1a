import { createBedrockClient } from './chat/bedrock-client.ts';
import { readConfig } from './config.ts';
import { handle } from './handle.ts';

const config = readConfig(process.env);
const client = createBedrockClient(config);

export const handler = awslambda.streamifyResponse((event, responseStream, context) =>
  handle(event, responseStream, context, { client, config }),
);
