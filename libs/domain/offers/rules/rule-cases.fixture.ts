import { CASES_2018_19 } from './cases-2018-19.fixture.js';
import { CASES_2019_20 } from './cases-2019-20.fixture.js';
import { CASES_2020_21 } from './cases-2020-21.fixture.js';
import { CASES_2021_22 } from './cases-2021-22.fixture.js';
import { CASES_2022_23 } from './cases-2022-23.fixture.js';
import { CASES_2024_25 } from './cases-2024-25.fixture.js';
import { FUNDING_CASES_2019_20 } from './funding-cases-2019-20.fixture.js';
import { TRUST_CASES_2022_23 } from './trust-cases-2022-23.fixture.js';
import { WINDOW_CASES_2024_25 } from './window-cases-2024-25.fixture.js';
import type { RuleCase } from './rule-case.fixture.js';

/** All cases that the rules are tested with; docs/policy.md names them as proofs. */
export const RULE_CASES: readonly RuleCase[] = [
  ...CASES_2018_19,
  ...CASES_2019_20,
  ...FUNDING_CASES_2019_20,
  ...CASES_2020_21,
  ...CASES_2021_22,
  ...CASES_2022_23,
  ...TRUST_CASES_2022_23,
  ...CASES_2024_25,
  ...WINDOW_CASES_2024_25,
];
