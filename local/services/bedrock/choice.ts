/** Who answers: the stand-in, the real Bedrock with the caller's credentials, or any endpoint that speaks its API. */
export type BedrockChoice = 'stand-in' | 'aws' | { readonly url: string };
