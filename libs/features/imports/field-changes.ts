import type { Facts } from '../../domain/kernel/index.js';

/** One field of a subject, in words that a table can show: null where there was or will be none. */
export interface FieldChange {
  /** `judgements.early-years`: a path into the facts. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The fields in which two sets of facts differ, in their order; of a new or removed subject all that say anything. */
export function fieldChanges(before: Facts | null, after: Facts | null): readonly FieldChange[] {
  const [old, now] = [flat(before), flat(after)];
  const fields = [...new Set([...now.keys(), ...old.keys()])];
  return fields.flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: now.get(field) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

function flat(facts: Facts | null): Map<string, string> {
  const fields = new Map<string, string>();
  const walk = (path: string, value: unknown): void => {
    if (value === null || value === undefined || value === '') return;
    if (Array.isArray(value)) {
      if (value.length > 0) fields.set(path, value.map(textOf).join('; '));
      return;
    }
    if (typeof value !== 'object') {
      fields.set(path, textOf(value));
      return;
    }
    for (const [key, part] of Object.entries(value)) walk(path === '' ? key : `${path}.${key}`, part);
  };
  const { source: _source, ...told } = facts ?? {};
  walk('', told);
  return fields;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
