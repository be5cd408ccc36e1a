import { toAnswerSeconds, type Capacity, type Prices, type Workload } from './capacity.ts';

/** The same as a server in containers, behind API Gateway's private integration: the setting `backend: container`. */
export interface Container {
  /** Streams that one task serves at once. */
  readonly streamsPerTask: number;
  /** Tasks that always run, even without requests. */
  readonly minTasks: number;
  /** GB of memory of one task, which has one vCPU. */
  readonly taskGb: number;
  /** Dollars per hour. */
  readonly vcpuHour: number;
  readonly gbHour: number;
  /** Load balancer and the way to the internet. */
  readonly fixedHour: number;
  /** Dollars per GB that the load balancer and the gateway to the internet pass on. */
  readonly passedGb: number;
}

export interface ContainerCapacity {
  readonly tasks: number;
  /** Dollars per hour. */
  readonly cost: number;
}

function toTaskHour({ vcpuHour, gbHour, taskGb }: Container): number {
  return vcpuHour + gbHour * taskGb;
}

/** Tasks for the busiest minute, kept for the whole hour: a running stream can't be moved. */
export function toContainers(
  { environments, streams }: Capacity,
  workload: Workload,
  container: Container,
): ContainerCapacity {
  const tasks = Math.max(container.minTasks, Math.ceil(environments / container.streamsPerTask));
  const cost = container.fixedHour + tasks * toTaskHour(container) + streams * toPassedHour(workload, container);
  return { tasks, cost };
}

/** From this average number of streams on, the smallest number of tasks costs less than Lambda. */
export function toBreakEven(workload: Workload, prices: Prices, container: Container): number {
  const idle = container.fixedHour + container.minTasks * toTaskHour(container);
  const asksPerHour = 3600 / toAnswerSeconds(workload);
  const lambda = 3600 * workload.memoryGb * prices.lambdaGbSecond + asksPerHour * prices.lambdaRequest;
  return idle / (lambda - toPassedHour(workload, container));
}

/** Dollars per hour for the network traffic of one stream. */
function toPassedHour(workload: Workload, { passedGb }: Container): number {
  return ((3600 / toAnswerSeconds(workload)) * workload.answerKb * passedGb) / 1e6;
}
