import { z } from 'zod';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { refuse, type ResourceName } from '../cloudformation/refuse.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';
import type { LocalContainer } from '../model.ts';

const pairs = (value: 'Value' | 'ValueFrom') =>
  z
    .array(z.object({ Name: z.string(), [value]: z.string() }))
    .default([])
    .transform((list) => Object.fromEntries(list.map((each) => [each.Name, each[value] ?? ''])));

const definitionProperties = z.looseObject({
  ContainerDefinitions: z
    .array(
      z.looseObject({
        Command: z
          .array(z.string())
          .refine(([program]) => program === 'node', 'only a task that says its command runs here, and one of node'),
        Environment: pairs('Value'),
        Image: z.string(),
        Name: z.string(),
        Secrets: pairs('ValueFrom'),
      }),
    )
    .length(1, 'only tasks of one container run here'),
});

const serviceProperties = z.looseObject({
  LoadBalancers: z.array(z.looseObject({ TargetGroupArn: z.string(), ContainerName: z.string() })).length(1),
  TaskDefinition: z.string(),
});

const ruleProperties = z.strictObject({
  Actions: z
    .array(z.object({ Type: z.literal('forward', 'a rule may only forward'), TargetGroupArn: z.string() }))
    .length(1),
  Conditions: z
    .array(
      z.object({
        Field: z.literal('http-header', 'a rule may only ask for a header'),
        HttpHeaderConfig: z.object({ HttpHeaderName: z.string(), Values: z.array(z.string()) }),
      }),
    )
    .length(1),
  ListenerArn: z.string(),
  Priority: silent,
});

const listenerProperties = z.looseObject({ LoadBalancerArn: z.string() });

/** What a task needs besides its definition. */
interface Assets {
  /** The folder that an image is made of, by its hash. */
  readonly toImagePath: (assetHash: string) => string | undefined;
  /** By their ARNs. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** The containers behind load balancers: each service's task, with the load balancer that leads to it and what that asks for. */
export function readContainers(resources: readonly Resource[], assets: Assets): LocalContainer[] {
  return ofType(resources, 'ECS::Service').map((service) => {
    const { LoadBalancers, TaskDefinition } = readProperties(service, serviceProperties);
    const definition = ofType(resources, 'ECS::TaskDefinition').find(({ name }) => name === TaskDefinition);
    if (!definition) return refuse(service, `task definition ${TaskDefinition} is not in the template`);
    const [container] = readProperties(definition, definitionProperties).ContainerDefinitions;
    const [target] = LoadBalancers;
    if (!container || !target) return refuse(service, 'it needs a container behind a load balancer');
    const hash = container.Image.split(':').at(-1) ?? '';
    return {
      id: service.id,
      name: container.Name,
      command: container.Command,
      codePath:
        assets.toImagePath(hash) ?? refuse(definition, `image ${container.Image} is not an asset of this assembly`),
      environment: { ...container.Environment, ...toValues(container.Secrets, assets, definition) },
      ...findFront(resources, target.TargetGroupArn, service),
    };
  });
}

function toValues(
  names: Readonly<Record<string, string>>,
  { secrets }: Assets,
  at: ResourceName,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([name, arn]) => [
      name,
      secrets.get(arn) ?? refuse(at, `secret ${arn} has no value here`),
    ]),
  );
}

/** The load balancer in front of a target group, and the header that its rule asks for. */
function findFront(
  resources: readonly Resource[],
  targetGroup: string,
  at: ResourceName,
): Pick<LocalContainer, 'loadBalancer' | 'asks'> {
  const rules = ofType(resources, 'ElasticLoadBalancingV2::ListenerRule').map((rule) =>
    readProperties(rule, ruleProperties),
  );
  const rule = rules.find(({ Actions: [action] }) => action?.TargetGroupArn === targetGroup);
  const [condition] = rule?.Conditions ?? [];
  if (!rule || !condition) return refuse(at, `no rule of a listener leads to ${targetGroup}`);
  const listener = ofType(resources, 'ElasticLoadBalancingV2::Listener').find(({ name }) => name === rule.ListenerArn);
  if (!listener) return refuse(at, `listener ${rule.ListenerArn} is not in the template`);
  const { HttpHeaderName: header, Values: values } = condition.HttpHeaderConfig;
  return {
    loadBalancer: readProperties(listener, listenerProperties).LoadBalancerArn,
    asks: { header: header.toLowerCase(), values },
  };
}
