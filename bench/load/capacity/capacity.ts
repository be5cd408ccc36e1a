/** The load of one chat, and the deployment that serves it. */
export interface Workload {
  /** Questions per chat and minute. */
  readonly asksPerMinute: number;
  /** Tokens per question, with the whole conversation so far. */
  readonly inputTokens: number;
  /** Tokens per answer. */
  readonly outputTokens: number;
  /** Seconds until the model's first token. */
  readonly firstTokenSeconds: number;
  /** Tokens per second after it. */
  readonly tokensPerSecond: number;
  /** The busiest minute, as a multiple of the average. */
  readonly peakFactor: number;
  /** The deployment's `maxTokens`: what each question reserves of Bedrock's quota. */
  readonly maxTokens: number;
  /** How many tokens of quota one token of an answer uses up. */
  readonly burndown: number;
  /** GB of the function's memory. */
  readonly memoryGb: number;
  /** kB on the wire per answer. */
  readonly answerKb: number;
}

/** US dollars. */
export interface Prices {
  readonly lambdaGbSecond: number;
  readonly lambdaRequest: number;
  readonly gatewayRequest: number;
  readonly inputToken: number;
  readonly outputToken: number;
}

export interface Capacity {
  /** Questions per second, on average. */
  readonly asksPerSecond: number;
  /** Answers being streamed at once, on average. */
  readonly streams: number;
  /** Execution environments in the busiest minute: one for each stream. */
  readonly environments: number;
  /** Seconds until that many have been started, when nothing ran before. */
  readonly rampSeconds: number;
  /** GB-seconds of Lambda per hour. */
  readonly gbSeconds: number;
  /** Tokens of Bedrock's quota per minute, in the busiest minute. */
  readonly quotaTokensPerMinute: number;
  /** Tokens of that quota that running answers have reserved, in the busiest minute. */
  readonly reservedTokens: number;
  /** Dollars per hour. */
  readonly bedrockCost: number;
  readonly lambdaCost: number;
  readonly gatewayCost: number;
}

/** For each function. https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html */
const startRate = { atOnce: 1000, perSecond: 100 };

/** Seconds that one answer takes. During this time, its environment does nothing else. */
export function toAnswerSeconds({ firstTokenSeconds, outputTokens, tokensPerSecond }: Workload): number {
  return firstTokenSeconds + outputTokens / tokensPerSecond;
}

/** What this many chats at once need and cost. */
export function toCapacity(chats: number, workload: Workload, prices: Prices): Capacity {
  const { asksPerMinute, inputTokens, outputTokens, peakFactor, burndown, maxTokens, memoryGb } = workload;
  const asksPerSecond = (chats * asksPerMinute) / 60;
  const streams = asksPerSecond * toAnswerSeconds(workload);
  const environments = Math.ceil(streams * peakFactor);
  const asksPerHour = asksPerSecond * 3600;
  const gbSeconds = streams * memoryGb * 3600;
  return {
    asksPerSecond,
    streams,
    environments,
    rampSeconds: Math.max(0, environments - startRate.atOnce) / startRate.perSecond,
    gbSeconds,
    quotaTokensPerMinute: asksPerSecond * 60 * peakFactor * (inputTokens + outputTokens * burndown),
    reservedTokens: environments * (inputTokens + maxTokens),
    bedrockCost: asksPerHour * (inputTokens * prices.inputToken + outputTokens * prices.outputToken),
    lambdaCost: gbSeconds * prices.lambdaGbSecond + asksPerHour * prices.lambdaRequest,
    gatewayCost: asksPerHour * prices.gatewayRequest,
  };
}
