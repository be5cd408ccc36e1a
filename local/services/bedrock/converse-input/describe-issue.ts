import type { z } from 'zod';

/** Bedrock's message for a member of the wrong shape. Never shows the value, which may be a prompt. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `extraneous key [${key}] is not permitted`).join(', ');
    return `Malformed input request: #/${issue.path.join('/')}: ${keys}, please reformat your input and try again.`;
  }
  if (path === '') return 'Malformed input request: the body must be a JSON object.';
  return `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${toConstraint(issue)}`;
}

function toConstraint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Member must be of type ${issue.expected} and must not be null`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    case 'too_small':
      return `Member must have ${toMeasure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${toMeasure(issue.origin)} less than or equal to ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function toMeasure(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}
