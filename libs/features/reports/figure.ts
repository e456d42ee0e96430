import { element, escaped } from './markup.js';

/** A picture, what it shows in one sentence, and its figures as a table. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  readonly svg: string;
  readonly head: readonly string[];
  /** The first cell of each names the row. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** As HTML: the picture, the sentence, and the table to be opened. */
export function figureHtml({ id, title, sentence, svg, head, rows }: Figure): string {
  const heads = head.map((text, at) =>
    element('th', { scope: 'col', class: `govuk-table__header${numeric(at)}` }, escaped(text)),
  );
  const body = rows.map(([name, ...cells]) =>
    element(
      'tr',
      { class: 'govuk-table__row' },
      element('th', { scope: 'row', class: 'govuk-table__header' }, escaped(String(name))),
      ...cells.map((cell) =>
        element('td', { class: 'govuk-table__cell govuk-table__cell--numeric' }, escaped(String(cell))),
      ),
    ),
  );
  return element(
    'figure',
    { class: 'lm-figure', id },
    element('h2', { class: 'govuk-heading-m' }, escaped(title)),
    element('p', { class: 'govuk-body' }, escaped(sentence)),
    svg,
    element(
      'details',
      { class: 'govuk-details' },
      `<summary class="govuk-details__summary"><span class="govuk-details__summary-text">The same figures as a table<span class="govuk-visually-hidden">: ${escaped(title)}</span></span></summary>`,
      element(
        'div',
        { class: 'govuk-details__text lm-scroll', role: 'region', tabindex: 0, 'aria-label': title },
        element(
          'table',
          { class: 'govuk-table' },
          element(
            'thead',
            { class: 'govuk-table__head' },
            element('tr', { class: 'govuk-table__row' }, ...heads),
          ),
          element('tbody', { class: 'govuk-table__body' }, ...body, ''),
        ),
      ),
    ),
  );
}

function numeric(at: number): string {
  return at === 0 ? '' : ' govuk-table__header--numeric';
}
