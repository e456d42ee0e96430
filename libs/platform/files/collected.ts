import type { TableSummary } from './csv-table.js';

/** Takes one usable item at a time; the reader waits for it. */
export type ItemSink<Item> = (item: Item) => void | Promise<void>;

export interface Collected<Item> {
  readonly items: readonly Item[];
  readonly summary: TableSummary;
}

/** Runs a reader and keeps all its items in memory, in the file's order. */
export async function collected<Item>(
  read: (sink: ItemSink<Item>) => Promise<TableSummary>,
): Promise<Collected<Item>> {
  const items: Item[] = [];
  const summary = await read((item) => {
    items.push(item);
  });
  return { items, summary };
}
