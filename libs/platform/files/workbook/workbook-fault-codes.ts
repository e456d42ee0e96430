/** What can be wrong with a workbook. `workbook-sentences.ts` has the sentence of each. */
export const WORKBOOK_FAULT_CODES = [
  // another kind of file
  'workbook-old',
  'workbook-binary',
  'workbook-with-macros',
  'workbook-encrypted',
  'workbook-as-html',
  'workbook-as-xml',
  'open-document',
  'zip-archive',
  // more than we take on
  'workbook-too-many-parts',
  'workbook-too-many-sheets',
  'workbook-too-large',
  'workbook-too-much-text',
  'workbook-inflates',
  'workbook-too-slow',
  'workbook-too-demanding',
  // not as any spreadsheet program writes it
  'workbook-truncated',
  'workbook-damaged',
  'workbook-size-untrue',
  'workbook-part-twice',
  'workbook-unsafe-name',
  'workbook-link',
  'workbook-declares-entities',
  'workbook-without-sheet',
  'text-in-one-column',
  // one cell
  'error-in-cell',
  'formula-without-value',
  // told, nothing lost
  'formulas-read',
  'cells-outside-header',
  'hidden-sheets',
  'further-sheets',
  'hidden-cells',
  'merged-cells',
] as const;
export type WorkbookFaultCode = (typeof WORKBOOK_FAULT_CODES)[number];
