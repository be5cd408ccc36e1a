import { z } from 'zod';
import { json } from '../../field.ts';

export const domain = json(
  z
    .strictObject({
      /** Without https:// and without a path. */
      name: z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/),
      /** In the stack's region; for an edge-optimized endpoint in us-east-1. */
      certificateArn: z.string().regex(/^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/),
      /** The id of the Route 53 zone that gets the name's record. Left out, whoever keeps the name's DNS adds it. */
      hostedZone: z
        .string()
        .regex(/^Z[A-Z0-9]{1,31}$/)
        .exactOptional(),
    })
    .readonly(),
  'an object with "name" (chat.example.com), "certificateArn" (of AWS Certificate Manager) and, if its zone is in Route 53, "hostedZone" (the id of the zone, Z…)',
);
