/**
 * A neighbour with these methods alone, of the types that the class gives them; whatever else is asked of it fails.
 * For units whose neighbours are tested elsewhere.
 */
export function standIn<T extends object>(
  type: abstract new (...args: never[]) => T,
  methods: Partial<T>,
): T {
  return Object.assign(Object.create(type.prototype as object) as T, methods);
}
