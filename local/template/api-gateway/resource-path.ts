import { z } from 'zod';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { refuse, type ResourceName } from '../cloudformation/refuse.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';

const resourceProperties = z.strictObject({ ParentId: z.string(), PathPart: z.string(), RestApiId: silent });

/** The path that leads from the API's root to a resource: `/` for the root itself. */
export function toResourcePath(resourceId: string, resources: readonly Resource[], at: ResourceName): string {
  const parts: string[] = [];
  let id = resourceId;
  while (!id.endsWith('/root')) {
    const resource = ofType(resources, 'ApiGateway::Resource').find(({ name }) => name === id);
    if (resource === undefined) return refuse(at, `resource ${id} is not in the template`);
    const properties = readProperties(resource, resourceProperties);
    parts.unshift(properties.PathPart);
    id = properties.ParentId;
  }
  return `/${parts.join('/')}`;
}
