import { z } from 'zod';
import { runtimeProtocols, runtimeSessions } from '../../../../lambda/models/names.ts';
import { shows } from '../../../../lambda/chat/shows.ts';
import { json } from '../field.ts';

/** `arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/research-AbCdEf1234`, or a harness's. */
const arnPattern =
  /^arn:aws[\w-]*:bedrock-agentcore:[a-z]{2,4}(-[a-z]+)+-\d:\d{12}:(runtime|harness)\/[A-Za-z]\w{0,47}-[A-Za-z0-9]{10}$/;

const runtime = z.strictObject({
  arn: z.string().regex(arnPattern, 'not the ARN of an AgentCore runtime or harness'),
  description: z.string().regex(/\S/, 'say what it is for'),
  qualifier: z
    .string()
    .regex(/^[A-Za-z]\w{0,47}$/, 'not the name of an endpoint of a runtime')
    .exactOptional(),
  speaks: z.enum(runtimeProtocols).default('http'),
  shows: z.enum(shows).default('calls'),
  session: z.enum(runtimeSessions).default('answer'),
  tokens: z.int().min(1_000).max(5_000_000).default(100_000),
  idleSeconds: z.number().positive().max(900).default(300),
});

export type RuntimeSetting = Readonly<z.output<typeof runtime>>;

/** Name → an agent that runs on AgentCore. */
export const runtimes = json(
  z
    .record(
      z.string().regex(/^[\w.-]{1,64}$/, 'a name is 1 to 64 letters, digits, dots, dashes or underscores'),
      runtime.readonly(),
    )
    .readonly(),
  'an object that maps each name, of 1 to 64 letters, digits, dots, dashes or underscores, to {"arn", "description"}: the ARN of an AgentCore runtime or harness, and what it is for; "qualifier", "speaks", "shows", "session", "tokens" and "idleSeconds" may be left out',
);
