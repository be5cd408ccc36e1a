import { z } from 'zod';
import { cachePoint, contentBlock, guardContent } from './content-blocks.ts';
import { oneOf } from './one-of.ts';
import { toolConfig } from './tool-config.ts';

const message = z.strictObject({ role: z.enum(['user', 'assistant']), content: z.array(contentBlock) });

const inferenceConfig = z.strictObject({
  maxTokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(1).optional(),
  topP: z.number().min(0).max(1).optional(),
  stopSequences: z.array(z.string().min(1)).max(2500).optional(),
});

const guardrailConfig = z.strictObject({
  guardrailIdentifier: z
    .string()
    .regex(/^([a-z0-9]+|arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:\d{12}:guardrail\/[a-z0-9]+)$/),
  guardrailVersion: z.string().regex(/^([1-9]\d{0,7}|DRAFT)$/),
  trace: z.enum(['enabled', 'disabled', 'enabled_full']).optional(),
  streamProcessingMode: z.enum(['sync', 'async']).optional(),
});

const metadataKey = z.string().regex(/^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}$/);
const metadataValue = z.string().regex(/^[a-zA-Z0-9\s:_@$#=/+,.-]{0,256}$/);

const outputConfig = z.strictObject({
  textFormat: z
    .strictObject({
      type: z.literal('json_schema'),
      structure: oneOf({
        jsonSchema: z.strictObject({
          schema: z.string().min(1),
          name: z.string().optional(),
          description: z.string().optional(),
        }),
      }),
    })
    .optional(),
  effort: z.string().optional(),
});

/**
 * The body of Converse and ConverseStream (the model id is in the path). Shape and ranges only: rules over several
 * fields are in turn-rules.ts and tool-rules.ts.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
 */
export const converseInput = z.strictObject({
  messages: z.array(message).min(1),
  system: z.array(oneOf({ text: z.string().min(1), guardContent, cachePoint })).optional(),
  inferenceConfig: inferenceConfig.optional(),
  toolConfig: toolConfig.optional(),
  guardrailConfig: guardrailConfig.optional(),
  additionalModelRequestFields: z.json().optional(),
  additionalModelResponseFieldPaths: z
    .array(z.string().regex(/^\/.{1,255}$/))
    .max(10)
    .optional(),
  promptVariables: z.record(z.string(), oneOf({ text: z.string() })).optional(),
  requestMetadata: z
    .record(metadataKey, metadataValue)
    .refine((entries) => Object.keys(entries).length <= 16, 'Member must have length less than or equal to 16')
    .optional(),
  performanceConfig: z.strictObject({ latency: z.enum(['standard', 'optimized']).optional() }).optional(),
  serviceTier: z.strictObject({ type: z.enum(['priority', 'default', 'flex', 'reserved']) }).optional(),
  outputConfig: outputConfig.optional(),
});

export type ConverseInput = z.infer<typeof converseInput>;
export type Message = ConverseInput['messages'][number];
