import { lookUp } from '../../look-up.ts';
import { createConditions, type Conditions } from './conditions.ts';
import { createReferences, type Deployment, type References } from './references.ts';
import { refuse, type ResourceName } from './refuse.ts';
import { isRecord, type Json, type Template } from './template.ts';

export interface Resolver extends Pick<References, 'physicalName' | 'attribute'>, Conditions {
  /** The value with every intrinsic function resolved; undefined stands for `AWS::NoValue`. */
  readonly resolve: (value: Json, at: ResourceName) => Json | undefined;
}

type Intrinsic = (argument: Json, at: ResourceName) => Json | undefined;

export function createResolver(template: Template, deployment: Deployment): Resolver {
  const references = createReferences(template, deployment, resolve);
  const { holds } = createConditions(template, resolve);

  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (name, at) => (name === 'AWS::NoValue' ? undefined : references.ref(toText(name, 'Ref', at), at)),
    'Fn::GetAtt': (argument, at) => {
      const path = typeof argument === 'string' ? argument.split('.') : toTexts(argument, 'Fn::GetAtt', at);
      return references.attribute(path[0] ?? '', path.slice(1).join('.'), at);
    },
    'Fn::If': (argument, at) => {
      const [condition, whenTrue, whenFalse] = toList(argument, 'Fn::If', at);
      const branch = holds(toText(condition, 'Fn::If', at), at) ? whenTrue : whenFalse;
      return branch === undefined ? refuse(at, 'Fn::If needs two branches') : resolve(branch, at);
    },
    'Fn::Join': (argument, at) => {
      const [delimiter, parts] = toList(argument, 'Fn::Join', at);
      return toTexts(parts, 'Fn::Join', at).join(toText(delimiter, 'Fn::Join', at));
    },
    'Fn::Select': (argument, at) => {
      const [index, list] = toList(argument, 'Fn::Select', at);
      const chosen = toTexts(list, 'Fn::Select', at)[Number(index)];
      return chosen ?? refuse(at, `Fn::Select has no element ${JSON.stringify(index)}`);
    },
    'Fn::Split': (argument, at) => {
      const [delimiter, text] = toList(argument, 'Fn::Split', at);
      return toText(text, 'Fn::Split', at).split(toText(delimiter, 'Fn::Split', at));
    },
    'Fn::Sub': (argument, at) => {
      const [text, variables] = Array.isArray(argument) ? argument : [argument];
      return substitute(toText(text, 'Fn::Sub', at), isRecord(variables) ? variables : {}, at);
    },
  };

  function resolve(value: Json, at: ResourceName): Json | undefined {
    if (Array.isArray(value)) return value.map((item) => resolve(item, at)).filter((item) => item !== undefined);
    if (!isRecord(value)) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && name !== undefined && argument !== undefined) {
      const intrinsic = lookUp(intrinsics, name);
      if (intrinsic) return intrinsic(argument, at);
      if (name.startsWith('Fn::')) return refuse(at, `intrinsic function ${name} is not supported`);
    }
    return Object.fromEntries(
      entries.flatMap(([key, item]) => {
        const itemValue = resolve(item, at);
        return itemValue === undefined ? [] : [[key, itemValue]];
      }),
    );
  }

  function substitute(text: string, variables: Readonly<Record<string, Json>>, at: ResourceName): string {
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, escape: string, name: string) => {
      if (escape) return `\${${name}}`;
      const own = lookUp(variables, name);
      return toText(own ?? { [name.includes('.') ? 'Fn::GetAtt' : 'Ref']: name }, 'Fn::Sub', at);
    });
  }

  function toText(argument: Json | undefined, intrinsic: string, at: ResourceName): string {
    const value = argument === undefined ? undefined : resolve(argument, at);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    return refuse(at, `${intrinsic} of ${JSON.stringify(argument)} is not supported`);
  }

  function toTexts(argument: Json | undefined, intrinsic: string, at: ResourceName): string[] {
    const list = argument === undefined ? undefined : resolve(argument, at);
    return toList(list, intrinsic, at).map((item) => toText(item, intrinsic, at));
  }

  return { resolve, holds, physicalName: references.physicalName, attribute: references.attribute };
}

function toList(argument: Json | undefined, intrinsic: string, at: ResourceName): readonly Json[] {
  return Array.isArray(argument)
    ? argument
    : refuse(at, `${intrinsic} of ${JSON.stringify(argument)} is not supported`);
}
