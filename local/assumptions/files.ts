import type { Assumption } from './assumption.ts';
import { knownIssues } from './sources.ts';

const s3Guide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const s3Api = 'https://docs.aws.amazon.com/AmazonS3/latest/API';

/** How files reach clients, and what S3 answers and refuses. */
export const aboutFiles = [
  {
    id: 'path-parameter-decoded',
    claim:
      'The event of a Lambda integration has the values of path parameters decoded, once: in `{key+}`, `%2F` is a slash like any other.',
    evidence: 'undocumented',
    reference: knownIssues,
  },
  {
    id: 's3-conditions',
    claim:
      'S3 answers If-Match before If-Unmodified-Since and If-None-Match before If-Modified-Since, each pair by its first.',
    evidence: 'documented',
    reference: `${s3Api}/API_GetObject.html`,
  },
  {
    id: 's3-one-range',
    claim: 'S3 answers one range of bytes; of several, or of what is none, it answers the whole object.',
    evidence: 'undocumented',
    reference: `${s3Api}/API_GetObject.html`,
  },
  {
    id: 's3-range-error',
    claim: 'The error for a range that an object does not have says its size, as ActualObjectSize.',
    evidence: 'undocumented',
    reference: `${s3Api}/ErrorResponses.html`,
  },
  {
    id: 's3-presigned-headers',
    claim:
      'S3 refuses a request to a presigned URL whose signed headers, content-length and content-type among them, are not the signed ones.',
    evidence: 'documented',
    reference: `${s3Guide}/using-presigned-url.html`,
  },
  {
    id: 's3-put-if-none-match',
    claim: 'A PUT with If-None-Match: * is refused with 412 where the object exists.',
    evidence: 'documented',
    reference: `${s3Guide}/conditional-writes.html`,
  },
] as const satisfies readonly Assumption[];
