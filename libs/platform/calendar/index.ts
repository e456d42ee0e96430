export { afterWorkingDays } from './bank-holidays.js';
