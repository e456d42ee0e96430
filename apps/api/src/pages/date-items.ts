import { dateParts } from './form.js';

/** What a form says of three parts that are no day; a program hears of YYYY-MM-DD instead. */
export const NO_REAL_DATE = 'Enter a real date, like 28 2 2025';

/** One part of a date input of the design system. */
export interface DateItem {
  readonly name: string;
  readonly value: string;
  readonly classes: string;
}

/** The parts of an ISO date, or of what somebody typed as one. */
export function dateItems(date: string): readonly DateItem[] {
  const parts = dateParts(date);
  return [
    { name: 'day', value: parts.day, classes: 'govuk-input--width-2' },
    { name: 'month', value: parts.month, classes: 'govuk-input--width-2' },
    { name: 'year', value: parts.year, classes: 'govuk-input--width-4' },
  ];
}
