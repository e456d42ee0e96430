/** Refusals that are not a plain conflict (409): their HTTP status. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  'sign-in-refused': 401,
  'not-yours': 404,
};

const STATUS_BY_ENDING: readonly (readonly [string, number])[] = [
  ['-not-found', 404],
  ['unknown-offer', 404],
  ['file-too-large', 413],
  ['-invalid', 422],
  ['bad-params', 422],
  ['-stale', 412],
];

/** HTTP status of a refusal code: named ones first, then by how the code ends, else 409 Conflict. */
export function statusOfRefusal(code: string): number {
  return STATUS_BY_CODE[code] ?? STATUS_BY_ENDING.find(([ending]) => code.endsWith(ending))?.[1] ?? 409;
}
