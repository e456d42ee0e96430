/**
 * Statements of one transaction that need nothing of each other: sent one behind the other in the order given and answered
 * in that order, in one journey to the database where they are asked for in one go. Each sees what those before it did and
 * whatever was committed before it began. Waits for all of them, and then throws what the first that failed threw:
 * what fails behind it, fails because of it. None of them may narrow or widen what the others see (`acrossRegions`).
 */
export async function inOneGo<T extends readonly unknown[]>(
  ...asked: { readonly [Index in keyof T]: Promise<T[Index]> }
): Promise<T> {
  const settled = await Promise.allSettled(asked);
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as unknown as T;
}
