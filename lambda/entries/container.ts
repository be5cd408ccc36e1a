import { once } from 'node:events';
import { readConfig } from './read-config.ts';
import { reportStreams } from './container/report-streams.ts';
import { openContainer } from './container/server.ts';
import { readContainerConfig } from './container/container-config.ts';
import { followLive, openEnvironment } from '../environment.ts';
import { prewarm } from '../prewarm/prewarm.ts';
import { readAccess } from './to-caller.ts';

const config = readConfig(import.meta.dirname, process.env);
const { host, port, graceMs, streamsEveryMs, ...own } = readContainerConfig(process.env);
const environment = await openEnvironment(config);
const { bedrock, features, loadAgents } = environment;
// The task is asked for its credentials now, while nobody waits.
if (config.isPrewarmed) await prewarm(bedrock, config, true, [features.askTable, loadAgents]);

/** The chat behind a private integration of API Gateway: one process for many callers at once. */
const { server, streams, stop } = openContainer({
  ...own,
  current: await followLive(config, environment),
  access: readAccess(config, process.env),
  logError: (message) => console.error(JSON.stringify({ level: 'ERROR', message })),
});
server.listen(port, host);
await once(server, 'listening');
if (streamsEveryMs > 0) reportStreams(streams, streamsEveryMs);
process.once('SIGTERM', () => void stop(graceMs).then(() => process.exit()));
