/** What a signature says of itself. */
export interface Authorization {
  readonly accessKeyId: string;
  /** YYYYMMDD */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** The headers that it covers. */
  readonly signedNames: readonly string[];
  /** As hex. */
  readonly signature: string;
}

const pattern =
  /^AWS4-HMAC-SHA256 Credential=(?<credential>[^,\s]+), ?SignedHeaders=(?<signedHeaders>[a-z0-9;:_-]+), ?Signature=(?<signature>[0-9a-f]{64})$/;
const credentialPattern =
  /^(?<accessKeyId>[^/\s]+)\/(?<date>\d{8})\/(?<region>[a-z0-9-]+)\/(?<service>[a-z0-9-]+)\/aws4_request$/;

/** The header Authorization of SigV4; undefined if it is another one. */
export function readAuthorization(header: string): Authorization | undefined {
  const { credential = '', signedHeaders = '', signature = '' } = pattern.exec(header)?.groups ?? {};
  const scope = readCredential(credential);
  return scope && { ...scope, signedNames: signedHeaders.split(';'), signature };
}

/** `KEY/20261121/us-east-1/s3/aws4_request`. */
export function readCredential(
  text: string,
): Pick<Authorization, 'accessKeyId' | 'date' | 'region' | 'service'> | undefined {
  const { accessKeyId, date, region, service } = credentialPattern.exec(text)?.groups ?? {};
  return accessKeyId && date && region && service ? { accessKeyId, date, region, service } : undefined;
}

/** The milliseconds of `20261121T034500Z`; NaN for another text. */
export function toTime(sentAt: string): number {
  return Date.parse(sentAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
