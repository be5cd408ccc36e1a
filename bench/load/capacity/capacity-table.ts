import { toCapacity, type Capacity, type Prices, type Workload } from './capacity.ts';
import { toContainers, type Container, type ContainerCapacity } from './container.ts';
import { exampleContainer, examplePrices, exampleWorkload } from './example.ts';

const sizes = [10, 1000, 100_000];

type Column = Capacity & { readonly containers: ContainerCapacity };
type Row = readonly [label: string, toCell: (column: Column) => string];

const rows: readonly Row[] = [
  ['questions per second', ({ asksPerSecond }) => toNumber(asksPerSecond, 1)],
  ['streams at once, on average', ({ streams }) => toNumber(streams)],
  ['**execution environments**, busiest minute', ({ environments }) => toNumber(environments)],
  ['seconds until all have started, from nothing', ({ rampSeconds }) => toNumber(rampSeconds)],
  ['GB-seconds per hour', ({ gbSeconds }) => toNumber(gbSeconds)],
  ['**Bedrock tokens per minute**, busiest minute', ({ quotaTokensPerMinute }) => toNumber(quotaTokensPerMinute)],
  ['of its quota reserved by answers in flight', ({ reservedTokens }) => toNumber(reservedTokens)],
  ['Bedrock, $ per hour', ({ bedrockCost }) => toMoney(bedrockCost)],
  ['Lambda, $ per hour', ({ lambdaCost }) => toMoney(lambdaCost)],
  ['API Gateway, $ per hour', ({ gatewayCost }) => toMoney(gatewayCost)],
  ['containers instead of Lambda: tasks', ({ containers }) => toNumber(containers.tasks)],
  ['containers instead of Lambda, $ per hour', ({ containers }) => toMoney(containers.cost)],
];

/** The table of docs/scaling.md. */
export function toCapacityTable(
  workload: Workload = exampleWorkload,
  prices: Prices = examplePrices,
  container: Container = exampleContainer,
): string {
  const columns = sizes.map((chats): Column => {
    const capacity = toCapacity(chats, workload, prices);
    return { ...capacity, containers: toContainers(capacity, workload, container) };
  });
  const head = [
    `| chats at once | ${sizes.map((size) => toNumber(size)).join(' | ')} |`,
    `|---|${'--:|'.repeat(sizes.length)}`,
  ];
  const body = rows.map(([label, toCell]) => `| ${label} | ${columns.map(toCell).join(' | ')} |`);
  return [...head, ...body].join('\n');
}

function toNumber(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

function toMoney(dollars: number): string {
  return dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

if (import.meta.main) console.log(toCapacityTable());
