/** Fields of a call's parameters, of the type that Telegram expects. */
import { Refusal } from './refusal.ts';
import { isObject } from './request.ts';

export function list(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value) || !value.every(isObject))
    throw new Refusal(400, "Bad Request: can't parse JSON object list");
  return value;
}

export function string(parameters: Record<string, unknown>, name: string, absent?: string): string {
  const value = parameters[name] ?? absent;
  if (typeof value !== 'string') throw new Refusal(400, `Bad Request: field "${name}" must be of type String`);
  return value;
}

export function number(parameters: Record<string, unknown>, name: string, absent: number): number {
  const value = parameters[name] ?? absent;
  if (typeof value !== 'number') throw new Refusal(400, `Bad Request: field "${name}" must be of type Number`);
  return value;
}
