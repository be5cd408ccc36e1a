import { z } from 'zod';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';

/** With a path of its own, the API would be below it. */
const mappingProperties = z.strictObject({ DomainName: z.string(), RestApiId: silent, Stage: silent });

/** The name that is mapped to the stage, if there is one. Certificates and TLS don't matter here: the stage speaks plain HTTP. */
export function readDomainName(resources: readonly Resource[]): string | undefined {
  const [mapping] = ofType(resources, 'ApiGateway::BasePathMapping');
  return mapping && readProperties(mapping, mappingProperties).DomainName;
}
