import { integer, matching, oneOf, text } from './field.ts';
import { modelNames, models } from './model-setting.ts';
import { setting } from './setting.ts';

export const whatCallersGet = {
  models: setting(
    models.prefault({ haiku: 'global.anthropic.claude-haiku-5-5' }),
    'what callers may name, by alias: [below](#models)',
  ),
  defaultModel: setting(
    text().exactOptional(),
    'the alias that answers when a caller names no model',
    'the first of `models`',
  ),
  modelNames: setting(
    modelNames.prefault({}),
    'names that clients can’t be made to change (`gpt-4o-mini`), and the alias that each stands for',
  ),
  systemPrompt: setting(
    text().exactOptional(),
    'goes ahead of every conversation that brings no system text of its own',
  ),
  defaultPrompt: setting(
    text().default('Say hello and introduce yourself in two sentences.'),
    'answers `GET /` without a message',
  ),
  maxTokens: setting(integer(1, 128_000).default(4096), 'the most tokens one answer may have; always sent to Bedrock'),
  maxMessages: setting(integer(1, 10_000).default(200), 'the most turns in one request'),
  maxBodyBytes: setting(
    integer(1, 5_500_000).default(4_194_304),
    'the largest request body. Lambda’s event holds 6 MB, headers included',
  ),
  webPage: setting(
    oneOf('api', 'none').default('api'),
    '`api`: the API serves a [chat page](web-page.md) under `/web`, which anybody can load; it asks for a key. `none`: it has no page',
  ),
  corsOrigin: setting(
    matching(/^(\*|https?:\/\/[a-z0-9.-]+(:\d+)?)$/i, '* or one origin such as https://example.com').default('*'),
    'the web origin that may call. One only: API Gateway’s own answers are static',
  ),
};
