import type { Refusal } from '../kernel/index.js';

/** One thing wrong with a problem: where (JSON pointer, RFC 6901), what (code), and the facts. A type, so that it is a fact. */
export type ProblemFault = {
  readonly pointer: string;
  readonly code: ProblemFaultCode;
  readonly facts: Readonly<Record<string, string | number>>;
};

export type ProblemFaultCode =
  | 'not-an-object'
  | 'not-an-array'
  | 'missing'
  | 'unknown-version'
  | 'not-a-string'
  | 'empty'
  | 'not-a-number'
  | 'negative'
  | 'not-a-half-day'
  | 'not-a-whole-number'
  | 'too-small'
  | 'too-large'
  | 'too-many-decimals'
  | 'duplicate-id'
  | 'unknown-leader'
  | 'unknown-case'
  | 'duplicate-candidate'
  | 'pin-is-no-candidate'
  | 'scores-too-large-together';

/** Every fault of a refused problem, in the order of the document. */
export interface ProblemRefusal extends Refusal<'bad-problem'> {
  readonly facts: { readonly faults: readonly ProblemFault[] };
}

/** Collects faults under one JSON pointer; `at` narrows it by a name or an index. */
export class FaultList {
  constructor(
    readonly faults: ProblemFault[] = [],
    private readonly pointer = '',
  ) {}

  at(step: string | number): FaultList {
    const escaped = String(step).replaceAll('~', '~0').replaceAll('/', '~1');
    return new FaultList(this.faults, `${this.pointer}/${escaped}`);
  }

  /** Returns null, what a reader gives for something it could not read. */
  add(code: ProblemFaultCode, facts: ProblemFault['facts'] = {}): null {
    this.faults.push({ pointer: this.pointer, code, facts });
    return null;
  }
}
