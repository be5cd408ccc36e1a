import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fitNames } from '../../../lambda/bedrock/converse-input/fit/fit-names.ts';
import { toConverseInput } from '../../../lambda/bedrock/converse-input/to-converse-input.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import type { FamilyName } from '../../../lambda/models/families/families.ts';
import { findProtocol } from '../../../lambda/protocols/find-protocol.ts';
import { checkConverseInput } from '../../../local/services/bedrock/converse-input/check-converse-input.ts';
import { asQuestion } from '../../fixtures/handling/as-question.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';
import { modelOf } from '../../fixtures/handling/model.ts';

// Requests that programs sent, by program and version: their shape, with the texts taken out.

const folder = path.resolve(import.meta.dirname, '../../fixtures/clients/bodies');

interface Sent {
  readonly path: string;
  readonly body: object;
}

/** What becomes of a request: what the stand-in's checks of Bedrock's input say, or the refusal. */
async function outcomeOf({ path: asked, body }: Sent, family: FamilyName): Promise<string> {
  const incoming = incomingOf({ path: asked, body });
  try {
    const { chat } = asQuestion(await findProtocol(asked).parse(incoming, { ...testConfig, maxTurns: 2000 }));
    const { chat: fitted } = fitNames({ ...chat, maxTokens: chat.maxTokens ?? 4096 });
    // The id is in the path.
    const { modelId: _, ...input } = toConverseInput(fitted, modelOf(family), {});
    const checked = checkConverseInput(JSON.parse(JSON.stringify(input)));
    return 'refusal' in checked ? `Bedrock: ${checked.refusal.message}` : 'accepted';
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.message;
  }
}

/** What a model does not do, asked for by name, is refused for that model. */
const ofModel: Readonly<Partial<Record<FamilyName, RegExp>>> = {
  'claude-5': /does not support (temperature|a token budget)/,
  nova: /does not support (configurable reasoning|top-k)/,
};

/** What is refused, and should be: docs/clients.md says what to set. */
const refusals = [
  ['ai', /item_reference is not supported: .* Set store: false/],
  ['mastra', /item_reference is not supported: .* Set store: false/],
  ['cline', /tools that (Anthropic|OpenAI)/],
  ['codex', /In Codex (set|use)/],
  ['sdks', /^thread: is not supported: this API stores nothing/],
  ['sdks', /^previous_response_id: is not supported/],
] as const;
const met = new Set<RegExp>();

const families = ['claude-4.6', 'claude-5', 'nova'] as const;

describe.each(readdirSync(folder))('%s', (file) => {
  const name = file.split('@')[0];
  const sent = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
  test.each(sent.map((line, at) => [at, JSON.parse(line)] as const))('request %i', async (_at, asked) => {
    for (const family of families) {
      const outcome = await outcomeOf(asked, family);
      const refusal = refusals.find(([client, words]) => client === name && words.test(outcome));
      if (refusal) met.add(refusal[1]);
      else if (!ofModel[family]?.test(outcome)) expect(outcome, family).toBe('accepted');
    }
  });
});

test('each of these refusals is met', () => {
  expect(refusals.filter(([, words]) => !met.has(words))).toEqual([]);
});
