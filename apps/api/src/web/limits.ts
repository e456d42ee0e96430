/** Limits of one request, from the settings. */
export interface ApiLimits {
  readonly uploadBytes: number;
}

export const API_LIMITS = Symbol('API_LIMITS');
