/**
 * Who answers: the stand-in, the real Bedrock with the caller's credentials, any endpoint that speaks its API, or a model of one's own.
 */
export type BedrockChoice = 'stand-in' | 'aws' | { readonly url: string } | OwnModel;

/** A model behind a server that speaks OpenAI's Chat Completions. */
export interface OwnModel {
  /** Its base address, which ends with `/v1` at most servers. */
  readonly server: string;
  /** As the server names it. */
  readonly model: string;
  /** Sent only if the server wants one. */
  readonly key?: string;
}

/** As the command line says it: the server, and the model if one is named. */
export type AskedBedrock = Exclude<BedrockChoice, OwnModel> | AskedModel;
export type AskedModel = Omit<OwnModel, 'model'> & { readonly model?: string };

export function isOwnModel(choice: BedrockChoice): choice is OwnModel {
  return typeof choice === 'object' && 'server' in choice;
}
