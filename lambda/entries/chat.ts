import { openBedrock } from '../bedrock/client.ts';
import { readConfig } from '../config.ts';
import { handle } from '../handle.ts';
import { report } from '../observe/report.ts';
import { prewarm } from '../prewarm/prewarm.ts';

const config = readConfig(process.env);
const bedrock = openBedrock(config);
if (config.isPrewarmed) await prewarm(bedrock, config, process.env);

export const handler = awslambda.streamifyResponse((event, responseStream, context) =>
  handle(event, responseStream, context, { client: bedrock.client, config, report }),
);
