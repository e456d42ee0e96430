/** One fault inside a problem. */
export class ProblemFaultResource {
  /** JSON pointer into the request's body. */
  pointer?: string;
  row?: number;
  column?: string;
  /** Stable, in kebab-case. */
  code!: string;
  detail!: string;
}

/** RFC 9457 problem details. */
export class ProblemResource {
  /** @example 'urn:leader-match:problem:not-found' */
  type!: string;
  title!: string;
  status!: number;
  /** Stable, in kebab-case. */
  code!: string;
  detail?: string;
  /** Path of the request. */
  instance!: string;
  /** What the refusal is about; its members depend on `code`. */
  facts?: Record<string, unknown>;
  errors?: ProblemFaultResource[];
}
