import { z } from 'zod';
import { json } from '../../field.ts';

/** What Fargate sells: the GB that a task of so many vCPUs may have, from and to (ECS developer guide, "Task CPU and memory"). */
const gbOf = { 0.25: [0.5, 2], 0.5: [1, 4], 1: [2, 8], 2: [4, 16], 4: [8, 30] } as const;

/** Each takes about 1 MB (docs/scaling.md, "What was measured"), beside bodies and what all share. */
export const streamsPerGb = 500;

const vcpus = [0.25, 0.5, 1, 2, 4] as const;

const tasks = z
  .strictObject({ least: z.int().min(1).max(100).default(1), most: z.int().min(1).max(100).default(4) })
  .readonly()
  .refine(({ least, most }) => least <= most, 'least must not be above most');

/** A network of the stack's own, by how its tasks reach AWS; or one that exists. */
const network = z.union(
  [
    z.enum(['nat', 'endpoints']),
    z
      .strictObject({
        vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/),
        /** Two or more, in different availability zones: the load balancer's and the tasks'. */
        subnetIds: z
          .array(z.string().regex(/^subnet-[0-9a-f]{8,17}$/))
          .min(2)
          .max(16)
          .refine((ids) => new Set(ids).size === ids.length, 'each subnet once')
          .readonly(),
      })
      .readonly(),
  ],
  '"nat", "endpoints", or {"vpcId": "vpc-…", "subnetIds": two or more of "subnet-…"}',
);

const parts = z
  .strictObject({
    vcpu: z.literal(vcpus).default(1),
    memoryGb: z.number().default(2),
    tasks: tasks.prefault({}),
    /** How many answers one task gives at the same time. */
    streams: z.int().min(1).max(2000).default(500),
    network: network.default('nat'),
  })
  .readonly()
  .refine(({ vcpu, memoryGb }) => isSold(vcpu, memoryGb), { path: ['memoryGb'], message: toSizes() })
  .refine(({ streams, memoryGb }) => streams <= memoryGb * streamsPerGb, {
    path: ['streams'],
    message: `at most ${streamsPerGb} for each GB of memoryGb: a task without memory ends all of its answers`,
  });

function isSold(vcpu: keyof typeof gbOf, memoryGb: number): boolean {
  const [from, to] = gbOf[vcpu];
  return memoryGb >= from && memoryGb <= to && (memoryGb % 1 === 0 || memoryGb === 0.5);
}

function toSizes(): string {
  return `what Fargate has: ${vcpus.map((vcpu) => `${gbOf[vcpu].join(' to ')} for ${vcpu} vcpu`).join(', ')}, in whole GB from 1`;
}

/** The container's size, number and network. */
export const container = json(
  parts,
  'an object with "vcpu" (0.25, 0.5, 1, 2 or 4), "memoryGb", "tasks" ({"least", "most"}), "streams" (1 to 2000) and "network" ("nat", "endpoints", or {"vpcId", "subnetIds"}), all of which may be left out',
);
