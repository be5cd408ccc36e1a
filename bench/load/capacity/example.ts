import type { Prices, Workload } from './capacity.ts';
import type { Container } from './container.ts';

/** The inputs of docs/scaling.md, which says where each is from. */
export const exampleWorkload: Workload = {
  asksPerMinute: 2,
  inputTokens: 500,
  outputTokens: 400,
  firstTokenSeconds: 1,
  tokensPerSecond: 80,
  peakFactor: 2,
  maxTokens: 4096,
  burndown: 5,
  memoryGb: 1,
  answerKb: 60,
};

export const examplePrices: Prices = {
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.0000002,
  gatewayRequest: 0.0000035,
  inputToken: 0.0000001,
  outputToken: 0.0000005,
};

export const exampleContainer: Container = {
  streamsPerTask: 80,
  minTasks: 1,
  taskGb: 2,
  vcpuHour: 0.03238,
  gbHour: 0.00356,
  fixedHour: 0.0725,
  passedGb: 0.053,
};
