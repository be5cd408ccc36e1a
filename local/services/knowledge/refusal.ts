import type { SignatureProblem } from '../../sigv4/signature.ts';

const statuses = {
  AccessDeniedException: 403,
  ConflictException: 409,
  IncompleteSignatureException: 403,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
  ValidationException: 400,
} as const satisfies Record<SignatureProblem['type'], number> & Record<string, number>;

/** An exception of Bedrock's, with its name and its status. */
export class Refusal extends Error {
  readonly type: keyof typeof statuses;

  constructor(type: keyof typeof statuses, message: string) {
    super(message);
    this.type = type;
  }

  get status(): number {
    return statuses[this.type];
  }
}
