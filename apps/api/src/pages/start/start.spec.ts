import type { RoundFigures } from '../../../../../libs/features/reports/index.js';
import { assessmentWith, runSummaryWith, runViewWith } from '../../../../../test/support/view-factories.js';
import { isUnderWay, presentRound, type RoundFacts, type Task } from './start.presenter.js';

const NOTHING: RoundFigures = {
  ...{ offer: '2024-25', files: 0, cases: 0, contactsOverdue: 0, contactsDue: 0, leaders: 0, toPublish: 0 },
  ...{ toApprove: 0, toAnswer: 0, answersLate: 0, accepted: 0 },
  ...{ unsignedHalfDays: 0, signedHalfDays: 0, unclaimedHalfDays: 0 },
};
const ASSESSMENT = assessmentWith();
const RUN = runViewWith({ summary: runSummaryWith({ cases: 20, covered: 17 }) });
const EMPTY: RoundFacts = {
  ...{ figures: NOTHING, files: { stored: 0, waiting: 0 }, assessment: undefined, lastRun: undefined },
  ...{ mayImport: true, mayReview: false },
};
const statusOf = ({ status }: Task): string => ('tag' in status ? status.tag.text : status.text);
const statuses = (facts: RoundFacts): Record<string, string> =>
  Object.fromEntries(presentRound(facts).tasks.map((task) => [task.title.text, statusOf(task)]));

describe('the tasks of a round', () => {
  it('say what comes first where nothing has happened, and link nothing that cannot be done', () => {
    expect(isUnderWay(EMPTY)).toBe(false);
    expect(statuses(EMPTY)).toEqual({
      ...{ 'Import the files': 'To do', 'Decide who is eligible': 'To do' },
      ...{ 'Contact schools and trusts': 'Cannot start yet', 'Collect leaders’ days': 'To do' },
      ...{
        'Match leaders to cases': 'Cannot start yet',
        'Review and publish the matches': 'Cannot start yet',
      },
      ...{ 'Leaders accept or decline': 'Cannot start yet', 'Schools sign off the days': 'Cannot start yet' },
    });
    const barred = presentRound(EMPTY).tasks.filter((task) => statusOf(task) === 'Cannot start yet');
    expect(barred.map(({ href }) => href)).toEqual(barred.map(() => undefined));
  });

  it('tell of a solved run that waits to be published', () => {
    const figures = { ...NOTHING, files: 3, cases: 20, contactsDue: 1, leaders: 16, toPublish: 17 };
    const facts = {
      ...EMPTY,
      figures,
      files: { stored: 14, waiting: 0 },
      assessment: ASSESSMENT,
      lastRun: RUN,
    };
    expect(isUnderWay(facts)).toBe(true);
    const round = presentRound(facts);
    expect(round.story).toBe('20 cases are eligible, 17 of them matched, 17 matches to publish.');
    expect(statuses(facts)).toMatchObject({
      ...{ 'Import the files': 'Completed', 'Contact schools and trusts': '1 to contact' },
      ...{ 'Match leaders to cases': 'Ready to publish', 'Review and publish the matches': '17 to publish' },
    });
    const contactOf = (contactsDue: number, contactsOverdue: number): string | undefined =>
      presentRound({ ...facts, figures: { ...figures, contactsDue, contactsOverdue } }).tasks.find(
        ({ title }) => title.text === 'Contact schools and trusts',
      )?.hint.text;
    expect([contactOf(0, 20), contactOf(1, 2)]).toEqual([
      ...['20 cases late', '17 cases contacted or over, 1 case to contact, 2 cases late'],
    ]);
    const publishing = (mayImport: boolean): string | undefined =>
      presentRound({ ...facts, mayImport }).tasks.find(({ title }) => title.text.includes('publish'))?.href;
    const before = { ...facts, figures: { ...figures, cases: 20, leaders: 9 } };
    const starting = (mayImport: boolean): string | undefined =>
      presentRound({ ...before, lastRun: undefined, mayImport }).tasks.find(({ title }) =>
        title.text.startsWith('Match'),
      )?.href;
    expect([starting(true), starting(false)]).toEqual(['/runs/new?offer=2024-25', '/runs']);
    expect([publishing(true), publishing(false)]).toEqual(['/runs/r1/publish', '/runs/r1/matches']);
  });

  it('count the matches of every run, not of the last alone', () => {
    const figures = { ...NOTHING, cases: 20, leaders: 16, toPublish: 1, toAnswer: 10, accepted: 2 };
    const facts = { ...EMPTY, figures, assessment: ASSESSMENT, lastRun: RUN };
    const { story, tasks } = presentRound(facts);
    expect(story).toContain('13 of them matched, 1 match to publish, 10 answers to wait for, 2 accepted.');
    const answers = tasks.find(({ title }) => title.text === 'Leaders accept or decline');
    expect(answers?.href).toBe('/cases?offer=2024-25&state=matched');
    expect(
      presentRound({ ...facts, figures: { ...figures, toPublish: 0, toAnswer: 0, accepted: 0 } }).story,
    ).toBe('20 cases are eligible, none of them matched.');
  });

  it('show what is late in red, and claims and files only to those who make them', () => {
    const figures = {
      ...{
        ...NOTHING,
        cases: 20,
        contactsOverdue: 2,
        leaders: 16,
        toApprove: 1,
        toAnswer: 3,
        answersLate: 1,
      },
      ...{ accepted: 2, unsignedHalfDays: 2, signedHalfDays: 3, unclaimedHalfDays: 1 },
    };
    const facts = { ...EMPTY, figures, assessment: ASSESSMENT, lastRun: RUN };
    expect(statuses(facts)).toMatchObject({
      ...{ 'Contact schools and trusts': '2 late', 'Leaders accept or decline': '1 late' },
      ...{ 'Schools sign off the days': '1 day to sign off', 'Claim the signed days': 'Half a day to claim' },
    });
    const reviewer = statuses({ ...facts, mayImport: false, mayReview: true });
    expect(Object.keys(reviewer)).not.toContain('Claim the signed days');
    expect(Object.keys(reviewer)).not.toContain('Import the files');
    expect(reviewer['Approve decisions of other reviewers']).toBe('1 to approve');
  });
});
