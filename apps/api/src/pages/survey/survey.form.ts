import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { GivenCells, LeaderAnswer } from '../../../../../libs/features/survey/index.js';
import { dateField, type Form, listField, textField } from '../form.js';

const SEPARATOR = ';';

/** An answer as the form holds it. */
export interface SurveyForm {
  readonly version: number;
  readonly cells: GivenCells;
}

/** What was sent. Ids may be separated by anything that people put between them. */
export function surveyForm(body: Form): SurveyForm {
  const ticked = (name: string): string => listField(body, name).join(SEPARATOR);
  const ids = (name: string): string =>
    textField(body, name)
      .split(/[\s,;]+/)
      .filter((id) => id !== '')
      .join(SEPARATOR);
  const version = textField(body, 'version');
  return {
    version: /^\d{1,9}$/.test(version) ? Number(version) : -1,
    cells: {
      phases: ticked('phases'),
      expertise: ticked('expertise'),
      days_offered: textField(body, 'days_offered'),
      max_engagements: textField(body, 'max_engagements'),
      travel_miles: textField(body, 'travel_miles'),
      support_levels: ticked('support_levels'),
      available_from: dateField(body, 'available_from'),
      available_to: dateField(body, 'available_to'),
      excluded_urns: ids('excluded_urns'),
      excluded_trust_uids: ids('excluded_trust_uids'),
    },
  };
}

/** The answer in force as a form; version 0 and blank cells where there is none. */
export function formOfAnswer(found: LeaderAnswer | undefined): SurveyForm {
  if (found === undefined) return surveyForm({ version: '0' });
  const { answer, version } = found;
  const { maxEngagements, travelMetres } = answer;
  return {
    version,
    cells: {
      phases: answer.phases.join(SEPARATOR),
      expertise: answer.expertise.join(SEPARATOR),
      days_offered: String(daysFromHalfDays(answer.halfDaysOffered)),
      max_engagements: maxEngagements === null ? '' : String(maxEngagements),
      travel_miles: travelMetres === null ? '' : String(milesFromMetres(travelMetres)),
      support_levels: answer.supportUnits.join(SEPARATOR),
      available_from: answer.availableFrom ?? '',
      available_to: answer.availableTo ?? '',
      excluded_urns: answer.excludedUrns.join(SEPARATOR),
      excluded_trust_uids: answer.excludedTrustUids.join(SEPARATOR),
    },
  };
}
