import type { LocalApi } from '../template/model.ts';
import type { BedrockChoice } from './bedrock/choice.ts';

/** What a service knows of the stage that starts. */
export interface StageSetup {
  /** What the template says. */
  readonly api: LocalApi;
  /** What the command line says. */
  readonly bedrock: BedrockChoice;
  /** The environment the stage was started in. */
  readonly shell: Readonly<Record<string, string | undefined>>;
}

/** A service of AWS that the functions call. */
export interface Service {
  readonly isNeeded: (setup: StageSetup) => boolean;
  /** On loopback, if anything has to run here for it. */
  readonly start: (setup: StageSetup) => Promise<RunningService>;
}

export interface RunningService {
  /** What the functions must know to reach it, such as `AWS_ENDPOINT_URL_…`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}
