/** S3's error, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. */
export class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** What S3 tells besides, by the names of its elements. */
  readonly details: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** @param condition the header that does not hold */
export function preconditionFailed(condition: string): S3Refusal {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new S3Refusal(412, 'PreconditionFailed', message, { Condition: condition });
}
