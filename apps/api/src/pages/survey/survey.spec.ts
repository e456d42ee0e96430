import type { AuditEntry } from '../../../../../libs/platform/audit/index.js';
import { formOfAnswer, surveyForm } from './survey.form.js';
import { presentChanges, presentSurveyForm, surveyErrors } from './survey.presenter.js';

const BODY = {
  ...{ version: '3', phases: ['primary', 'special'], expertise: 'send', days_offered: ' 7.5 ' },
  ...{ 'available_from-day': '5', 'available_from-month': '1', 'available_from-year': '2025' },
  ...{ excluded_urns: '100001, 100002\n100003', excluded_trust_uids: '', 'available_to-day': '40' },
};
const EVENT: AuditEntry = {
  ...{ id: '1', at: new Date('2024-11-05T09:30:00Z'), actorId: 'u1', actorRoles: ['leader'] },
  ...{ action: 'survey-answer.change', subjectKind: 'survey-answer', subjectId: '2024-25/L1', reason: null },
  before: { state: 'submitted', halfDaysOffered: 20, phases: ['primary'], travelMetres: null },
  after: { state: 'submitted', halfDaysOffered: 15, phases: ['primary'], travelMetres: 40_234 },
};

describe('the form of a survey answer', () => {
  it('becomes the cells of one row of the survey', () => {
    const { version, cells } = surveyForm(BODY);
    expect(version).toBe(3);
    expect(cells).toMatchObject({
      ...{ phases: 'primary;special', expertise: 'send', days_offered: '7.5', support_levels: '' },
      ...{ available_from: '2025-01-05', available_to: '-00-40', excluded_urns: '100001;100002;100003' },
    });
    expect(surveyForm({ version: 'x' }).version).toBe(-1);
    expect(formOfAnswer(undefined)).toMatchObject({ version: 0, cells: { days_offered: '' } });
  });

  it('keeps what was typed and shows each fault at its field', () => {
    const fault = { column: 'available_to', code: 'bad-date', sentence: 'That is no date.' } as const;
    const fields = presentSurveyForm(surveyForm(BODY), [fault]);
    const ticked = fields.phases.filter(({ checked }) => checked).map(({ text }) => text);
    expect(ticked).toEqual(['Primary', 'Special']);
    expect(fields.from.map(({ value }) => value)).toEqual(['5', '1', '2025']);
    expect(fields.excludedUrns).toBe('100001, 100002, 100003');
    expect(fields.errors).toEqual({ available_to: { text: 'That is no date.' } });
    expect(surveyErrors({ code: 'invalid-answer', facts: { faults: [{ ...fault }] } })).toEqual([
      { text: 'That is no date.', href: '#available_to-day' },
    ]);
    expect(surveyErrors({ code: 'reason-needed', facts: {} })).toEqual([
      { text: 'A reason is needed.', href: '#reason' },
    ]);
    const facts = { reservedHalfDays: 6, deliveredHalfDays: 1, heldBy: [{ caseName: 'Aire', halfDays: 6 }] };
    expect(surveyErrors({ code: 'days-below-reserved', facts })[0]?.text).toContain(
      'That is less than the 3.5 days promised or delivered already: reserved for Aire (3 days).',
    );
  });

  it('tells what changed, by whom', () => {
    const withdrawn = { ...EVENT, action: 'survey-answer.withdraw', reason: 'Ill', actorId: 'x' };
    expect(presentChanges([EVENT, withdrawn], (id) => (id === 'u1' ? 'You' : 'The service'))).toEqual([
      {
        on: '5 November 2024',
        what: 'Changed online: days offered from 10 days to 7.5 days; travel from no limit to 25 miles',
        by: 'You',
      },
      { on: '5 November 2024', what: 'Withdrawn: Ill', by: 'The service' },
    ]);
  });
});
