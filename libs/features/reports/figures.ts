/** What is drawn and written without a database: the light door of this feature (ADR 6). */
export {
  coverageDifference,
  daysByRegion,
  distanceHistogram,
  type RegionDays,
  type RegionDifference,
} from './charts.js';
export { DECISION_COLUMNS, decisionsCsv, decisionsWorkbook, LIST_SEPARATOR } from './decisions-file.js';
export { type Figure, figureHtml } from './figure.js';
export { type Report, reportHtml, type ReportTable } from './report-html.js';
export {
  BOUNDARY_CREDIT,
  COAST_CREDIT,
  type MapContent,
  mapFrame,
  mapKeyHtml,
  type MapMatch,
  mapSentence,
  type Point,
  runMapSvg,
} from './run-map.js';
