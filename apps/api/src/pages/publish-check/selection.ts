import { createHash } from 'node:crypto';

/** What a person has chosen of thousands of proposals, page by page: all but these, or none but these. */
export interface Selection {
  readonly isAll: boolean;
  readonly but: readonly string[];
}

export const EVERYTHING: Selection = { isAll: true, but: [] };

/** Asks of an id whether it is chosen. */
export function chosenBy({ isAll, but }: Selection): (id: string) => boolean {
  const exceptions = new Set(but);
  return (id) => exceptions.has(id) !== isAll;
}

/** With the boxes of one page, `shown`, as they were ticked. */
export function withPage(
  { isAll, but }: Selection,
  shown: readonly string[],
  ticked: readonly string[],
): Selection {
  const [onPage, isTicked] = [new Set(shown), new Set(ticked)];
  return {
    isAll,
    but: [...but.filter((id) => !onPage.has(id)), ...shown.filter((id) => isTicked.has(id) !== isAll)],
  };
}

/** Differs as soon as a proposal came or went: what nobody has seen is not published along. */
export function fingerprintOf(ids: readonly string[]): string {
  return createHash('sha256').update(ids.toSorted().join(' ')).digest('hex').slice(0, 16);
}
