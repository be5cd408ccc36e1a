/** How every answer says what gave it. */
export const standIn = "This is Rivulet's local Bedrock stand-in, not a language model";
