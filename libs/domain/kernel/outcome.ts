/** A JSON-safe fact that a rule or refusal carries for presenters; never a sentence. */
export type FactValue = string | number | boolean | null | readonly FactValue[] | Facts;
export interface Facts {
  readonly [name: string]: FactValue;
}

/** A named, expected "no": a stable code in kebab-case and the facts that explain it. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly facts: Facts;
}

/** The result of work that may be refused. Exceptions are for bugs only. */
export type Outcome<T, Code extends string = string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal<Code> };

export function accepted<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refused<Code extends string>(
  code: Code,
  facts: Facts = {},
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: { code, facts } };
}
