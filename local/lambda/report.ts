import type { FunctionFailure } from './invocation.ts';

/** What Lambda writes about one invocation. */
export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  /** Set for the first invocation of an execution environment. */
  readonly initMs: number | undefined;
  readonly memoryMb: number;
  readonly maxMemoryKb: number;
  /** Set when the environment ended with the invocation. */
  readonly failure: FunctionFailure | undefined;
}

export function toStartLine(requestId: string): string {
  return `START RequestId: ${requestId} Version: $LATEST`;
}

export function toInitFailureLine(initMs: number, failure: FunctionFailure): string {
  return `INIT_REPORT Init Duration: ${initMs.toFixed(2)} ms\tPhase: init\tStatus: error\tError Type: ${failure.type}`;
}

/** END and REPORT, and before them Lambda's line about a function that timed out or crashed. */
export function toEndLines(report: Report, timeoutMs: number): string[] {
  const { requestId, failure } = report;
  return [
    ...(failure === undefined ? [] : toFailureLine(requestId, failure, timeoutMs)),
    `END RequestId: ${requestId}`,
    toReportLine(report),
  ];
}

function toFailureLine(requestId: string, failure: FunctionFailure, timeoutMs: number): string[] {
  const now = new Date().toISOString();
  switch (failure.kind) {
    case 'timeout':
      return [`${now} ${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`];
    case 'exit':
      return [`${now} ${requestId} Error: Runtime exited (${failure.type})`];
    default:
      return [];
  }
}

/** Billed per started millisecond, the init phase included (since August 2025). https://aws.amazon.com/lambda/pricing/ */
function toReportLine({ requestId, durationMs, initMs = 0, memoryMb, maxMemoryKb, failure }: Report): string {
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + initMs)} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${Math.round(maxMemoryKb / 1024)} MB`,
    ...(initMs === 0 ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(failure?.kind === 'timeout' ? ['Status: timeout'] : []),
    ...(failure?.kind === 'exit' ? ['Status: error', `Error Type: ${failure.type}`] : []),
  ].join('\t');
}
