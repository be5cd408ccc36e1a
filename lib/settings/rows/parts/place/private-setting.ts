import { z } from 'zod';
import { json } from '../../field.ts';

export const privateEndpoint = json(
  z
    .strictObject({
      vpcEndpointIds: z
        .array(z.string().regex(/^vpce-[0-9a-f]{8,17}$/))
        .nonempty()
        .max(50)
        .readonly(),
    })
    .readonly(),
  'an object with "vpcEndpointIds": a list of the ids (vpce-…) of interface endpoints for execute-api',
);
