import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkConverseInput } from '../../../../../local/services/bedrock/converse-input/check-converse-input.ts';

const user = (...content: object[]) => ({ role: 'user', content });
const assistant = (...content: object[]) => ({ role: 'assistant', content });
const hello = user({ text: 'Hello' });
const tools = { tools: [{ toolSpec: { name: 'get_time', inputSchema: { json: { type: 'object' } } } }] };
const call = (toolUseId: string) => ({ toolUse: { toolUseId, name: 'get_time', input: {} } });
const result = (toolUseId: string) => ({ toolResult: { toolUseId, content: [{ text: 'noon' }] } });
const png = { image: { format: 'png', source: { bytes: 'aGVsbG8=' } } };
const pdf = (name: string) => ({ document: { format: 'pdf', name, source: { bytes: 'aGVsbG8=' } } });

function refusalOf(input: unknown): string | undefined {
  const checked = checkConverseInput(JSON.parse(JSON.stringify(input)));
  return 'refusal' in checked
    ? `${checked.refusal.status} ${checked.refusal.type}: ${checked.refusal.message}`
    : undefined;
}

test.each<[string, object]>([
  ['one question', { messages: [hello] }],
  ['several turns', { messages: [hello, assistant({ text: 'Hi' }), user({ text: 'Bye' })] }],
  ['a prefilled answer', { messages: [hello, assistant({ text: 'Well,' })] }],
  [
    'a system prompt with a cache point',
    { messages: [hello], system: [{ text: 'Be brief' }, { cachePoint: { type: 'default' } }] },
  ],
  ['an empty system prompt list', { messages: [hello], system: [] }],
  [
    'inference at its bounds',
    { messages: [hello], inferenceConfig: { maxTokens: 1, temperature: 0, topP: 1, stopSequences: ['x'] } },
  ],
  ['an image', { messages: [user(png, { text: 'What is it?' })] }],
  ['a document beside text', { messages: [user(pdf('Annual report (2026) [v2]'), { text: 'Sum it up' })] }],
  ['a call and its result', { messages: [hello, assistant(call('a')), user(result('a'))], toolConfig: tools }],
  [
    'parallel calls in one turn',
    { messages: [hello, assistant(call('a'), call('b')), user(result('b'), result('a'))], toolConfig: tools },
  ],
  ['a forced tool', { messages: [hello], toolConfig: { ...tools, toolChoice: { tool: { name: 'get_time' } } } }],
  ['any tool', { messages: [hello], toolConfig: { ...tools, toolChoice: { any: {} } } }],
  [
    'a tool that the model ran itself',
    {
      messages: [
        hello,
        assistant({ toolUse: { toolUseId: 's', name: 'web', input: {}, type: 'server_tool_use' } }, result('s'), {
          text: 'Done',
        }),
        user({ text: 'Thanks' }),
      ],
      toolConfig: { tools: [{ systemTool: { name: 'web' } }] },
    },
  ],
  [
    'reasoning sent back',
    {
      messages: [
        hello,
        assistant({ reasoningContent: { reasoningText: { text: 'Hm', signature: 'c2ln' } } }, { text: 'Hi' }),
        hello,
        assistant({ reasoningContent: { redactedContent: 'c2VjcmV0' } }, { text: 'Hi' }),
      ],
    },
  ],
  ['guarded content', { messages: [user({ guardContent: { text: { text: 'Hi', qualifiers: ['query'] } } })] }],
  [
    'citations sent back',
    { messages: [hello, assistant({ citationsContent: { content: [{ text: 'Hi' }], citations: [{ title: 'A' }] } })] },
  ],
  [
    'video and audio',
    {
      messages: [
        user(
          { video: { format: 'mp4', source: { s3Location: { uri: 's3://b/k' } } } },
          { audio: { format: 'wav', source: { bytes: 'aGk=' } } },
        ),
      ],
    },
  ],
  [
    'fields of the model',
    { messages: [hello], additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } } },
  ],
  [
    'structured output',
    {
      messages: [hello],
      outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: '{}' } } } },
    },
  ],
  [
    'a guardrail',
    {
      messages: [hello],
      guardrailConfig: {
        guardrailIdentifier: 'abc123',
        guardrailVersion: '1',
        trace: 'enabled',
        streamProcessingMode: 'async',
      },
    },
  ],
  [
    'tier, latency and metadata',
    {
      messages: [hello],
      serviceTier: { type: 'flex' },
      performanceConfig: { latency: 'optimized' },
      requestMetadata: { team: 'a b:c' },
    },
  ],
])('%s is accepted', (_what, input) => {
  expect(refusalOf(input)).toBeUndefined();
});

test.each<[string, unknown, RegExp]>([
  ['no object', 'hello', /must be a JSON object/],
  ['no messages', {}, /'messages'.*must not be null/],
  ['no message', { messages: [] }, /'messages'.*length greater than or equal to 1/],
  ['an unknown field', { messages: [hello], model: 'x' }, /extraneous key \[model\]/],
  [
    'an unknown field inside',
    { messages: [hello], inferenceConfig: { topK: 1 } },
    /#\/inferenceConfig: extraneous key \[topK\]/,
  ],
  [
    'an unknown role',
    { messages: [{ role: 'tool', content: [{ text: 'x' }] }] },
    /'messages.0.role'.*\[user, assistant\]/,
  ],
  ['the assistant first', { messages: [assistant({ text: 'Hi' })] }, /must start with a user message/],
  ['two turns of one role', { messages: [hello, hello] }, /must alternate/],
  ['no content', { messages: [user()] }, /messages\.0 is empty/],
  ['blank text', { messages: [user({ text: ' \n' })] }, /messages\.0\.content\.0 is blank/],
  ['an empty system text', { messages: [hello], system: [{ text: '' }] }, /'system.0.text'/],
  ['an empty block', { messages: [user({})] }, /'messages.0.content.0'.*exactly one of/],
  ['two kinds in one block', { messages: [user({ text: 'a', ...png })] }, /'messages.0.content.0'.*exactly one of/],
  ['an unknown kind of block', { messages: [user({ hologram: {} })] }, /extraneous key \[hologram\]/],
  [
    'an unknown image format',
    { messages: [user({ image: { ...png.image, format: 'tiff' } })] },
    /image\.format'.*png, jpeg, gif, webp/,
  ],
  [
    'bytes that are not base64',
    { messages: [user({ image: { format: 'png', source: { bytes: '%%' } } })] },
    /source\.bytes'/,
  ],
  ['a document alone', { messages: [user(pdf('Report'))] }, /text block is required/],
  [
    'a document name with a dot',
    { messages: [user(pdf('report.pdf'), { text: 'x' })] },
    /document\.name'.*alphanumeric/,
  ],
  ['a document name with two spaces', { messages: [user(pdf('a  b'), { text: 'x' })] }, /document\.name'/],
  [
    'an image from the assistant',
    { messages: [hello, assistant(png)] },
    /image field.*messages\.1\.content\.0.*assistant/,
  ],
  ['a tool call from the user', { messages: [user(call('a'))], toolConfig: tools }, /toolUse field.*role user/],
  [
    'tool blocks without tools',
    { messages: [hello, assistant(call('a')), user(result('a'))] },
    /toolConfig field must be defined/,
  ],
  [
    'a call without its result',
    { messages: [hello, assistant(call('a'), call('b')), user(result('a'))], toolConfig: tools },
    /Expected toolResult blocks at messages\.2\.content for the following Ids: b/,
  ],
  [
    'a call at the end',
    { messages: [hello, assistant(call('a'))], toolConfig: tools },
    /Expected toolResult.*messages\.2.*: a/,
  ],
  [
    'results in two turns',
    {
      messages: [
        hello,
        assistant(call('a'), call('b')),
        user(result('a')),
        assistant({ text: 'x' }),
        user(result('b')),
      ],
      toolConfig: tools,
    },
    /Ids: b/,
  ],
  [
    'a result too many',
    { messages: [hello, assistant(call('a')), user(result('a'), result('b'))], toolConfig: tools },
    /exceeds the number of toolUse/,
  ],
  ['a result without a call', { messages: [user(result('a'))], toolConfig: tools }, /exceeds the number of toolUse/],
  [
    'no tool choice called none',
    { messages: [hello], toolConfig: { ...tools, toolChoice: { none: {} } } },
    /extraneous key \[none\]/,
  ],
  [
    'an unknown forced tool',
    { messages: [hello], toolConfig: { ...tools, toolChoice: { tool: { name: 'other' } } } },
    /toolChoice\.tool\.name/,
  ],
  ['an empty tool list', { messages: [hello], toolConfig: { tools: [] } }, /'toolConfig.tools'/],
  [
    'a tool name with a space',
    { messages: [hello], toolConfig: { tools: [{ toolSpec: { name: 'a b', inputSchema: { json: {} } } }] } },
    /toolSpec\.name'/,
  ],
  [
    'a temperature over 1',
    { messages: [hello], inferenceConfig: { temperature: 1.5 } },
    /'inferenceConfig.temperature'.*value less than or equal to 1/,
  ],
  [
    'a negative topP',
    { messages: [hello], inferenceConfig: { topP: -0.1 } },
    /'inferenceConfig.topP'.*greater than or equal to 0/,
  ],
  [
    'no tokens',
    { messages: [hello], inferenceConfig: { maxTokens: 0 } },
    /'inferenceConfig.maxTokens'.*greater than or equal to 1/,
  ],
  ['half a token', { messages: [hello], inferenceConfig: { maxTokens: 1.5 } }, /'inferenceConfig.maxTokens'/],
  [
    'an empty stop sequence',
    { messages: [hello], inferenceConfig: { stopSequences: [''] } },
    /'inferenceConfig.stopSequences.0'/,
  ],
  [
    'an unknown cache point',
    { messages: [user({ text: 'x' }, { cachePoint: { type: 'big' } })] },
    /cachePoint\.type'.*\[default\]/,
  ],
  ['metadata with other signs', { messages: [hello], requestMetadata: { team: 'ü' } }, /'requestMetadata.team'/],
  [
    '17 metadata entries',
    { messages: [hello], requestMetadata: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`k${n}`, 'v'])) },
    /less than or equal to 16/,
  ],
  ['an unknown tier', { messages: [hello], serviceTier: { type: 'gold' } }, /'serviceTier.type'/],
  ['an unknown latency', { messages: [hello], performanceConfig: { latency: 'fast' } }, /'performanceConfig.latency'/],
  [
    'a guardrail without version',
    { messages: [hello], guardrailConfig: { guardrailIdentifier: 'abc' } },
    /guardrailVersion'/,
  ],
])('%s is refused, naming the field', (_what, input, message) => {
  expect(refusalOf(input)).toMatch(message);
  expect(refusalOf(input)).toMatch(/^400 ValidationException: /);
});

test('a body that is not JSON is refused', () => {
  expect(checkConverseInput(undefined)).toMatchObject({ refusal: { status: 400 } });
});

test('a refusal never shows what was asked', () => {
  const inputs = [
    { messages: [{ role: 'canary', content: [{ text: 'canary' }] }] },
    { messages: [user({ text: 'canary' }), user({ text: 'canary' })] },
    { messages: [user({ image: { format: 'canary', source: { bytes: 'canary!' } } })] },
    { messages: 'canary' },
  ];
  for (const input of inputs) expect(refusalOf(input)).not.toMatch(/canary/);
});

const recordings = new URL('../../../../../../shared/recordings/', import.meta.url);
const recorded = existsSync(recordings) ? readdirSync(recordings).filter((file) => file.endsWith('.request.json')) : [];
const asked = [
  { name: 'a question', input: { messages: [user({ text: 'hi' })] } },
  ...recorded.map((name) => ({ name, input: JSON.parse(readFileSync(new URL(name, recordings), 'utf8')) })),
];

// The recorded ones were accepted by the real Bedrock, for those who have recordings next to the project.
test.each(asked)('$name is accepted', ({ input }) => {
  expect(refusalOf(input)).toBeUndefined();
});
