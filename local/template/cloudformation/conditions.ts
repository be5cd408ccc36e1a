import { isDeepStrictEqual } from 'node:util';
import { lookUp } from '../../look-up.ts';
import { refuse, type ResourceName } from './refuse.ts';
import { isRecord, type Json, type Template } from './template.ts';

export interface Conditions {
  /** Whether the named condition of the template is true. */
  readonly holds: (name: string, at: ResourceName) => boolean;
}

export function createConditions(
  template: Template,
  resolve: (value: Json, at: ResourceName) => Json | undefined,
): Conditions {
  function holds(name: string, at: ResourceName): boolean {
    const condition = lookUp(template.Conditions, name);
    return condition === undefined ? refuse(at, `condition ${name} is not defined`) : evaluate(condition, at);
  }

  function evaluate(expression: Json, at: ResourceName): boolean {
    const [name, operands] = isRecord(expression) ? (Object.entries(expression)[0] ?? []) : [];
    if (name === 'Condition' && typeof operands === 'string') return holds(operands, at);
    if (!Array.isArray(operands)) return refuse(at, `condition ${JSON.stringify(expression)} is not supported`);
    switch (name) {
      case 'Fn::Equals': {
        const [left, right] = operands.map((operand) => resolve(operand, at));
        return isDeepStrictEqual(left, right);
      }
      case 'Fn::And':
        return operands.every((operand) => evaluate(operand, at));
      case 'Fn::Or':
        return operands.some((operand) => evaluate(operand, at));
      case 'Fn::Not':
        return !operands.some((operand) => evaluate(operand, at));
      default:
        return refuse(at, `condition function ${name} is not supported`);
    }
  }

  return { holds };
}
