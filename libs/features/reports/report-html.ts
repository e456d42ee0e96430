import { element, escaped } from './markup.js';

export interface ReportTable {
  readonly title: string;
  readonly head: readonly string[];
  /** The first cell of each names the row. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What a report tells; every text as it is, markup only where it says so. */
export interface Report {
  readonly title: string;
  readonly headline: string;
  readonly facts: readonly string[];
  /** Figures and maps: markup of this feature. */
  readonly figures: readonly string[];
  readonly tables: readonly ReportTable[];
}

/** Nothing may be loaded or run, whatever a name holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE = `
body { font: 16px/1.5 arial, sans-serif; color: #0b0c0c; margin: 0 auto; max-width: 960px; padding: 20px; }
h1 { font-size: 32px; } h2 { font-size: 24px; margin-top: 40px; }
.headline { font-size: 22px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid #b1b4b6; }
caption { text-align: left; font-weight: bold; font-size: 24px; padding: 20px 0 10px; }
thead { display: table-header-group; }
.scroll { overflow-x: auto; }
.lm-picture { display: block; width: 100%; max-width: 720px; height: auto; }
.lm-picture--narrow { display: none; }
@media screen and (max-width: 480px) {
  .lm-picture--wide { display: none; }
  .lm-picture--narrow { display: block; }
  caption { max-width: calc(100vw - 40px); }
}
.lm-figure { margin: 0 0 30px; }
.lm-key { list-style: none; padding: 0; }
.govuk-visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
td:last-child { min-width: 230px; }
@media print {
  details { display: none; }
  .scroll { overflow: visible; }
  .lm-picture { width: auto; max-width: 100%; max-height: 11cm; }
  figure, tr { break-inside: avoid; }
  h2, caption { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
}
`;

/** A page of its own that needs nothing else: no script, no picture from elsewhere, no service. */
export function reportHtml({ title, headline, facts, figures, tables }: Report): string {
  const head = element(
    'head',
    {},
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', {}, escaped(title)),
    element('style', {}, STYLE),
  );
  const body = element(
    'body',
    {},
    element(
      'main',
      {},
      element('h1', {}, escaped(title)),
      element('p', { class: 'headline' }, escaped(headline)),
      element('ul', {}, ...facts.map((fact) => element('li', {}, escaped(fact))), ''),
      ...figures,
      ...tables.map(tableHtml),
    ),
  );
  return `<!DOCTYPE html>\n${element('html', { lang: 'en' }, head, body)}\n`;
}

function tableHtml({ title, head, rows }: ReportTable): string {
  const heads = head.map((text) => element('th', { scope: 'col' }, escaped(text)));
  const body = rows.map(([name, ...cells]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, escaped(String(name))),
      ...cells.map((cell) => element('td', {}, escaped(String(cell)))),
    ),
  );
  return element(
    'div',
    { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': title },
    element(
      'table',
      {},
      element('caption', {}, escaped(title)),
      element('thead', {}, element('tr', {}, ...heads)),
      element('tbody', {}, ...body, ''),
    ),
  );
}
