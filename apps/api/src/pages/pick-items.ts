export interface PickItem {
  readonly value: string;
  readonly text: string;
}

const byText = new Intl.Collator('en').compare;

/** For `pick.njk`: what can be chosen, by name, after `none`: what stands there while nothing is. */
export function pickItems(names: ReadonlyMap<string, string>, none: string): readonly PickItem[] {
  const items = [...names].map(([value, name]) => ({ value, text: `${name} (${value})` }));
  return [{ value: '', text: none }, ...items.sort((a, b) => byText(a.text, b.text))];
}
