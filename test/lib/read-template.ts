import type { Template } from 'aws-cdk-lib/assertions';

/** The properties of the only resource of a type. */
export function onlyOf(template: Template, type: string) {
  const [found, ...others] = Object.values(template.findResources(type));
  if (!found || others.length > 0) throw new Error(`${type}: ${others.length + (found ? 1 : 0)} found`);
  return found['Properties'];
}

/** A value of a template, with references as `<id>` and `<id.Attribute>`: ids without the hash at their ends. */
export function toText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => toReference(part) ?? part);
}

/** What a role may do, or who may be it, by the beginning of its id. */
export function statementsOf(template: Template, role: string): readonly string[] {
  const policies = [...Object.entries(template.findResources('AWS::IAM::Policy')), ...inlineIn(template)];
  return policies
    .filter(([id]) => id.startsWith(role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement.map(toText));
}

function inlineIn(template: Template) {
  return Object.entries(template.findResources('AWS::IAM::Role')).flatMap(([id, { Properties }]) =>
    (Properties.Policies ?? []).map((policy: object) => [id, { Properties: policy }] as const),
  );
}

function toReference(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  if ('Ref' in part) return `<${withoutHash(String(part.Ref))}>`;
  if ('Fn::GetAtt' in part && Array.isArray(part['Fn::GetAtt'])) {
    const [id, attribute] = part['Fn::GetAtt'].map(String);
    return `<${withoutHash(id ?? '')}.${attribute}>`;
  }
  if (!('Fn::Join' in part) || !Array.isArray(part['Fn::Join'])) return undefined;
  const [, parts] = part['Fn::Join'];
  return parts.map((piece: unknown) => (typeof piece === 'string' ? piece : toReference(piece))).join('');
}

/** Nor with that of how documents are read. */
const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '').replace(/Read[0-9a-f]{8}/, '');
