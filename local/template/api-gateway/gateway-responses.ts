import { z } from 'zod';
import { checkContextTemplate, toHeaderValues } from './context-template.ts';
import type { LocalGatewayResponse } from '../model.ts';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';

const gatewayResponseProperties = z.strictObject({
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.strictObject({ 'application/json': z.string().optional() }).default({}),
  RestApiId: silent,
});

export function readGatewayResponses(resources: readonly Resource[]): ReadonlyMap<string, LocalGatewayResponse> {
  return new Map(
    ofType(resources, 'ApiGateway::GatewayResponse').map((resource) => {
      const properties = readProperties(resource, gatewayResponseProperties);
      const { StatusCode: statusCode } = properties;
      const template = properties.ResponseTemplates['application/json'];
      if (template !== undefined) checkContextTemplate(template, resource);
      const response: LocalGatewayResponse = {
        ...(statusCode === undefined ? {} : { statusCode }),
        headers: toHeaderValues(properties.ResponseParameters, 'gatewayresponse.header.', resource),
        ...(template === undefined ? {} : { template }),
      };
      return [properties.ResponseType, response];
    }),
  );
}
