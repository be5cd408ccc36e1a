import type { ConverseStreamCommandInput, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { onTestFinished } from 'vitest';
import { answeringWith } from '../../../../../local/services/bedrock/own-model/own-model.ts';
import { startBedrock } from '../../../../../local/services/bedrock/server.ts';
import { type Script, startModelServer } from '../../../../fixtures/model-server.ts';
import { createClient } from '../clients.ts';

type Asked = Partial<Omit<ConverseStreamCommandInput, 'modelId'>>;

interface Keys {
  readonly key?: string;
  readonly wantedKey?: string;
  readonly refusesWith?: 401 | 403;
}

/** Asks a server with this script through the stage's Bedrock, by the SDK's own client. */
export async function askOwnModel(script: Script, asked: Asked = {}, { key, wantedKey, refusesWith = 401 }: Keys = {}) {
  const server = await startModelServer(() => script, wantedKey === undefined ? {} : { key: wantedKey, refusesWith });
  const told: string[] = [];
  const own = { server: server.url, model: 'tiny', ...(key !== undefined && { key }) };
  const bedrock = await startBedrock({ respond: answeringWith(own, (what) => told.push(what)) });
  const client = createClient(bedrock.url, 'HTTP/1.1');
  onTestFinished(async () => {
    client.destroy();
    await bedrock.close();
    server.close();
  });
  const events: ConverseStreamOutput[] = [];
  let error: Error | undefined;
  try {
    const input = { messages: [{ role: 'user' as const, content: [{ text: 'Hi' }] }], ...asked };
    const { stream = [] } = await client.send(new ConverseStreamCommand({ modelId: 'anthropic.any', ...input }));
    for await (const event of stream) events.push(event);
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    error = thrown;
  }
  return { events: events.map(withoutTime), error, told, asked: server.asked };
}

function withoutTime(event: ConverseStreamOutput): object {
  return event.metadata ? { usage: event.metadata.usage } : event;
}
