export { DECISION_COLUMNS, decisionsCsv, LIST_SEPARATOR } from './decisions-file.js';
