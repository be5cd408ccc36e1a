import { corsOrigins } from './parts/access/cors-origins-setting.ts';
import { integer, oneOf, text } from './field.ts';
import { modelNames, models } from './parts/model-setting.ts';
import { setting } from './setting.ts';

export const whatCallersGet = {
  models: setting(
    models.prefault({ haiku: 'global.anthropic.claude-haiku-5-5' }),
    'the models that callers may use, each under an alias: [see below](#models)',
  ),
  defaultModel: setting(
    text().exactOptional(),
    'the alias, or the agent, that answers when a request names none',
    'the first of `models`',
  ),
  modelNames: setting(
    modelNames.prefault({}),
    'other names for a model, for clients that send a fixed name (`gpt-4o-mini`), and the alias or the agent that each stands for',
  ),
  systemPrompt: setting(text().exactOptional(), 'the system prompt of every conversation that has none of its own'),
  defaultPrompt: setting(
    text().default('Say hello and introduce yourself in two sentences.'),
    'the prompt of `GET /` without a message',
  ),
  maxTokens: setting(
    integer(1, 128_000).default(4096),
    'the tokens that an answer may have if its request does not say how many; a number is always sent to Bedrock',
  ),
  maxTokensCap: setting(
    integer(1, 128_000).exactOptional(),
    'the most tokens that a request may ask for; a larger number is lowered to it',
    'what the model can, by its [family](#what-a-model-takes)',
  ),
  maxTurns: setting(
    integer(1, 10_000).default(2000),
    'the most turns in one request. Messages of one side in a row are one turn',
  ),
  maxBodyBytes: setting(
    integer(1, 5_500_000).default(4_194_304),
    'the largest request body. Lambda’s event holds 6 MB, headers included',
  ),
  webPage: setting(
    oneOf('api', 'none').exactOptional(),
    '`api`: the API serves a [chat page](web-page.md) under `/web`. Anybody can load it; it asks for a key or a sign-in. `none`: no page, which is the default with `access: iam`, and with `oidc` without its part `page`',
    '`api`',
  ),
  corsOrigins: setting(
    corsOrigins.default('*'),
    'the web origins whose pages may call the API and read its answers: [web origins](#web-origins). `*`: all',
  ),
};
