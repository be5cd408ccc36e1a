import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScenario, scenarioFolder } from '../../../../../local/services/bedrock/play/read-scenario.ts';
import { startBedrock, type Bedrock } from '../../../../../local/services/bedrock/server.ts';
import { createClient, readAnswer, transports } from '../clients.ts';
import { expectedReadings } from './expected-readings.ts';

const testedElsewhere = [
  'flood',
  'stall-after-stop',
  'stall-after-usage',
  'long',
  'steady',
  'stall-at-start',
  'midway-stall',
  'throttled-once',
  // In a browser.
  'essay',
  'hostile',
  'markdown',
  // tool-endings.test.ts
  'tool-blocked',
  'tool-cut',
  'tool-cut-at-start',
  'tool-half',
  'tool-malformed',
  'tool-without-input',
];

let bedrock: Bedrock;
beforeAll(async () => {
  bedrock = await startBedrock();
});
afterAll(() => bedrock.close());

test('every scenario is a valid file that says what it is about, and is tested', async () => {
  const files = await readdir(scenarioFolder);
  const names = files.map((file) => file.replace(/\.json$/, ''));
  for (const name of names) expect(await readScenario(name)).toMatchObject({ about: expect.stringMatching(/.+\.$/) });
  expect(names.toSorted()).toEqual([...Object.keys(expectedReadings), ...testedElsewhere].toSorted());
});

describe.each(transports)('over %s the SDK reads', (transport) => {
  test.each(Object.keys(expectedReadings))('%s', async (name) => {
    const expected = expectedReadings[name] ?? {};
    const client = createClient(bedrock.url, transport);
    const reading = await readAnswer(client, `local.${name}`);
    client.destroy();
    expect(reading).toMatchObject('HTTP/1.1' in expected ? expected[transport] : expected);
  });

  test('throttled-once as refused and then answered, so that a retry succeeds', async () => {
    const client = createClient(bedrock.url, transport);
    const first = await readAnswer(client, 'local.throttled-once');
    const second = await readAnswer(client, 'local.throttled-once');
    expect(first.error).toEqual({ name: 'ThrottlingException', status: 429 });
    expect(second.text).toBe('Second time lucky.');
    const retrying = createClient(bedrock.url, transport, 2);
    expect((await readAnswer(retrying, 'local.throttled-once')).text).toBe('Second time lucky.');
    client.destroy();
    retrying.destroy();
  });

  test('long as 12 MiB of text', async () => {
    const client = createClient(bedrock.url, transport);
    const { text, stopReason } = await readAnswer(client, 'local.long');
    client.destroy();
    expect([text.length, stopReason]).toEqual([12 * 1024 * 1024, 'end_turn']);
  });
});

test('a scenario is found behind the prefix of an inference profile too', async () => {
  const client = createClient(bedrock.url, 'HTTP/1.1');
  expect((await readAnswer(client, 'us.local.cached-usage')).text).toBe('From memory.');
  client.destroy();
});

test('a scenario that does not exist is an unknown model', async () => {
  const client = createClient(bedrock.url, 'HTTP/1.1');
  expect((await readAnswer(client, 'local.no-such')).error).toEqual({ name: 'ResourceNotFoundException', status: 404 });
  client.destroy();
});
