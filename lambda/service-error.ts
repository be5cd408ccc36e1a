/** What a service of AWS's refused, by the name that it gives its errors. */
export class ServiceError extends Error {
  readonly status: number;

  /** @param type `ThrottlingException`, or with more behind a colon */
  constructor(status: number, type = '') {
    super(`AWS answered with status ${status}`);
    this.name = /^\w{1,64}/.exec(type)?.[0] ?? 'unnamed';
    this.status = status;
  }
}
