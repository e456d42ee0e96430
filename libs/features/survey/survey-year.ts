import type { IsoDate, OfferYear } from '../../domain/kernel/index.js';
import { type DateRange, offerPolicy } from '../../domain/offers/index.js';
import { FaultLog, type TableSummary } from '../../platform/files/index.js';
import type { SurveyColumn, SurveyRow } from './survey-columns.js';

/** Tells apart answers for the offer from answers of another year, by the dates that they give. */
export interface YearWatch {
  /** Looks at one usable answer. */
  readonly look: (row: SurveyRow, from: IsoDate | null, to: IsoDate | null) => void;
  /** Warns of the file as a whole, before anything else that is told of it. */
  readonly tell: (summary: TableSummary) => TableSummary;
}

const ROWS_NAMED = 10;
/** Of those that give dates, so many in a hundred lie outside: it is no longer a slip in a single row. */
const NEARLY_ALL = 90;
/** An offer is asked about in the summer before it: who is free by then is free for it. */
const SUMMER_BEGINS = '-06-01';

interface Outside {
  readonly row: number;
  readonly column: string;
  readonly dates: readonly IsoDate[];
}

/** Without an offer nothing is looked at. */
export function watchYear(offer: OfferYear | undefined): YearWatch {
  if (offer === undefined) return { look: () => undefined, tell: (summary) => summary };
  const { supportWindow } = offerPolicy(offer);
  const allowed = [`${supportWindow.from} to ${supportWindow.to}`, 'blank for no limit'];
  const outside: Outside[] = [];
  let dated = 0;
  return {
    look: (row, from, to) => {
      if (from === null && to === null) return;
      dated += 1;
      const found = columnOutside(supportWindow, from, to);
      if (found === null) return;
      const neverFree = !isFreeIn(supportWindow, from, to);
      row.note(found, 'outside-offer', { allowed, facts: { offer, neverFree } });
      const dates = [from, to].filter((date) => date !== null);
      outside.push({ row: row.row, column: row.called(found), dates });
    },
    tell: (summary) =>
      outside.length > 0 && outside.length * 100 >= dated * NEARLY_ALL
        ? warned(summary, offer, { allowed, dated, outside })
        : summary,
  };
}

function warned(
  summary: TableSummary,
  offer: OfferYear,
  found: {
    readonly allowed: readonly string[];
    readonly dated: number;
    readonly outside: readonly Outside[];
  },
): TableSummary {
  const { allowed, dated, outside } = found;
  const dates = outside.flatMap((one) => one.dates).toSorted();
  const more = outside.length - ROWS_NAMED;
  const rows = outside.slice(0, ROWS_NAMED).map(({ row }) => String(row));
  const warning = new FaultLog(summary.file).add({
    column: [...new Set(outside.map(({ column }) => column))].toSorted().join(', '),
    value: [...new Set([dates[0] ?? '', dates.at(-1) ?? ''])].join(' to '),
    code: 'another-year',
    effect: 'noted',
    allowed,
    facts: {
      ...{ offer, dated, outside: outside.length },
      rows: [...rows, ...(more > 0 ? [`${String(more)} more`] : [])].join(', '),
    },
  });
  return { ...summary, faults: [warning, ...summary.faults], faultCount: summary.faultCount + 1 };
}

/** The column whose date shows that the answer was not given for this time; null: it may well have been. */
function columnOutside(window: DateRange, from: IsoDate | null, to: IsoDate | null): SurveyColumn | null {
  if (from !== null && from > window.to) return 'available_from';
  if (to !== null && to < window.from) return 'available_to';
  const isLongAgo = from !== null && to === null && from < `${window.from.slice(0, 4)}${SUMMER_BEGINS}`;
  return isLongAgo ? 'available_from' : null;
}

/** As the rule `not-available-in-window` asks. */
function isFreeIn(window: DateRange, from: IsoDate | null, to: IsoDate | null): boolean {
  return (from === null || from <= window.to) && (to === null || to >= window.from);
}
