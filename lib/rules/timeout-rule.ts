import { readFileSync } from 'node:fs';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib';
import { z } from 'zod';

const ruleName = 'STREAM_FUNCTION_OUTLIVES_INTEGRATION';
const description = 'The function times out before the integration: its Timeout must be at least TimeoutInMillis';

const functionSchema = z.object({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.object({ Timeout: z.number().default(3) }),
});
const methodSchema = z.object({
  Type: z.literal('AWS::ApiGateway::Method'),
  Properties: z.object({
    Integration: z.object({
      ResponseTransferMode: z.literal('STREAM'),
      TimeoutInMillis: z.number(),
      Uri: z.json(),
    }),
  }),
});

/** Compares two resources, which Guard can't: a STREAM method must not wait for a function that has already ended. */
export class TimeoutRule implements IPolicyValidationPlugin {
  readonly name = 'rivulet-timeouts';

  validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    const violations = templatePaths.flatMap(findViolations);
    return { success: violations.length === 0, violations };
  }
}

function findViolations(templatePath: string): PolicyViolation[] {
  const { Resources = {} }: { Resources?: Record<string, unknown> } = JSON.parse(readFileSync(templatePath, 'utf8'));
  const resources = Object.entries(Resources);
  const timeouts = new Map(
    resources.flatMap(([id, resource]) => {
      const { data } = functionSchema.safeParse(resource);
      return data ? [[id, data.Properties.Timeout * 1000] as const] : [];
    }),
  );
  const tooShort = resources.flatMap(([id, resource]) => {
    const integration = methodSchema.safeParse(resource).data?.Properties.Integration;
    const uri = JSON.stringify(integration?.Uri ?? '');
    const [, timeoutMs] = [...timeouts].find(([functionId]) => uri.includes(`"${functionId}"`)) ?? [];
    const isTooShort = integration && timeoutMs !== undefined && timeoutMs < integration.TimeoutInMillis;
    return isTooShort
      ? [{ resourceLogicalId: id, templatePath, locations: ['Properties/Integration/TimeoutInMillis'] }]
      : [];
  });
  if (tooShort.length === 0) return [];
  return [{ ruleName, description, severity: 'error', violatingResources: tooShort }];
}
