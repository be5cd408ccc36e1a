import type { Config } from '../../lambda/config.ts';
import { endpointIdleSeconds, type Settings } from './settings.ts';

const toMs = (seconds: number) => Math.round(seconds * 1000);

/** What the function is told of the settings. `bedrockRegion` may be a token that the stack resolves. */
export function toConfig(settings: Settings, bedrockRegion: string): Config {
  return {
    models: Object.fromEntries(Object.entries(settings.models).map(([alias, { id }]) => [alias, { id }])),
    defaultModel: settings.defaultModel,
    ...(settings.systemPrompt !== undefined && { systemPrompt: settings.systemPrompt }),
    defaultPrompt: settings.defaultPrompt,
    bedrockRegion,
    corsOrigin: settings.corsOrigin,
    maxBodyBytes: settings.maxBodyBytes,
    maxMessages: settings.maxMessages,
    maxTokens: settings.maxTokens,
    integrationTimeoutMs: toMs(settings.integrationTimeoutSeconds),
    endpointIdleMs: toMs(endpointIdleSeconds[settings.endpoint]),
    marginMs: toMs(settings.marginSeconds),
    upstreamIdleMs: toMs(settings.idleSeconds),
    heartbeatMs: toMs(settings.heartbeatSeconds),
    commitAfterMs: toMs(settings.commitAfterSeconds),
  };
}
