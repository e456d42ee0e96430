import { aSchool } from '../../../../../libs/domain/offers/offers.fixture.js';
import { type MatchView, REASON_LENGTH } from '../../../../../libs/features/matches/index.js';
import { supportCaseWith } from '../../../../../test/support/matching-factories.js';
import { matchViewWith } from '../../../../../test/support/view-factories.js';
import { shownList } from '../short-list.js';
import { ASSIGNMENT_LIST } from './assignments-list.js';
import type { MatchCard } from './match-cards.js';
import { presentAssignments, presentMatch } from './match.presenter.js';
import { respondErrors, respondForm } from './respond.form.js';

const AT = new Date('2025-03-03T10:00:00Z');
const MATCH = matchViewWith({
  ...{ caseId: 'school-100001', caseName: 'Hill School', halfDays: 5, state: 'published' },
  ...{ createdAt: AT, changedAt: AT, publishedAt: AT, answerBy: '2025-03-10', why: '' },
  facts: { ...matchViewWith().facts, needsMet: ['safeguarding'], needsMissed: ['send'] },
});
const CARD: MatchCard = {
  match: MATCH,
  supportCase: supportCaseWith({
    ...{ unit: 'school', supportedId: '100001', urns: ['100001'], phases: ['primary'], region: 'London' },
    needs: ['safeguarding', 'send'],
  }),
  school: aSchool('100001', { laName: 'Camden', postcode: 'NW1 1AA', trustName: null }),
  caseState: 'matched',
  contact: {
    ...{ party: 'school', partyRef: '100001', name: 'Sam Head', email: 'head@example.org', source: 'Letter' },
    ...{ enteredBy: 'c', enteredAt: AT },
  },
  events: [
    { action: 'match.publish', at: AT, ...{ actorId: 'u1', actorRoles: ['coordinator'] } },
    { action: 'match.tidy', at: AT, ...{ actorId: 'system', actorRoles: [] } },
  ],
  called: null,
};

const text = (rows: readonly { key: { text: string }; value: { text: string } }[]): readonly string[] =>
  rows.map(({ key, value }) => `${key.text}: ${value.text}`);

describe('the matches of a leader', () => {
  it('begin with those to be answered, soonest first, then the newest', () => {
    const later = { ...MATCH, id: 'm2', answerBy: '2025-03-12' };
    const done = { ...MATCH, id: 'm3', state: 'accepted' as const };
    const newer = { ...done, id: 'm4', changedAt: new Date('2025-03-04T10:00:00Z') };
    const shown = shownList(ASSIGNMENT_LIST, [done, later, newer, MATCH], {});
    const rows = presentAssignments(shown.rows);
    expect(rows.map(({ href, answerBy, tag }) => [href, answerBy, tag.text])).toEqual([
      ['/assignments/m1', '10 March 2025', 'Answer needed'],
      ['/assignments/m2', '12 March 2025', 'Answer needed'],
      ['/assignments/m4', '', 'Accepted'],
      ['/assignments/m3', '', 'Accepted'],
    ]);
  });

  it('say where, for how long, why and by when', () => {
    const shown = presentMatch(CARD, true);
    expect(text(shown.rows)).toEqual([
      'Offer: School improvement offer 2024 to 2025',
      'Support for: The school',
      'Phases: Primary',
      'Place: Camden, NW1 1AA',
      'Distance: 10 miles',
      'Days of support: 2.5 days',
      'Needs: Safeguarding, and special educational needs and disabilities (SEND)',
      'Answer by: The end of 10 March 2025',
    ]);
    expect(shown.why[0]).toBe('10 miles away, as the crow flies.');
    const published = { title: 'Published: the leader was asked', at: AT.toISOString() };
    expect(shown.events).toEqual([{ ...published, text: '' }]);
    expect(text(shown.contact)).toEqual(['Name: Sam Head', 'Email: head@example.org']);
    expect(shown.mayAnswer).toBe(true);
  });

  it('say to officials who did what, and who answered in the name of the leader', () => {
    const events = [
      { action: 'match.publish', at: AT, ...{ actorId: 'u1', actorRoles: ['coordinator'] } },
      { action: 'match.accept', at: AT, ...{ actorId: 'u1', actorRoles: ['coordinator'] } },
      { action: 'match.start', at: AT, ...{ actorId: 'u2', actorRoles: ['leader'] } },
    ];
    const called = (id: string): string => (id === 'u1' ? 'Ada Example' : 'you');
    expect(presentMatch({ ...CARD, events, called }, true).events.map(({ text: by }) => by)).toEqual([
      ...['By Ada Example.', 'By Ada Example, in the leader’s name.', 'By you.'],
    ]);
    expect(presentMatch({ ...CARD, events }, true).events.map(({ text: by }) => by)).toEqual(['', '', '']);
  });

  it('name no contact where no support is asked for or given, nor one that nobody entered', () => {
    const contactIn = (state: MatchView['state']) =>
      presentMatch({ ...CARD, match: { ...MATCH, state } }, true).contact.length;
    expect((['published', 'accepted', 'active', 'completed'] as const).map(contactIn)).toEqual([2, 2, 2, 2]);
    const without = ['proposed', 'declined', 'lapsed', 'superseded', 'stopped'] as const;
    expect(without.map(contactIn)).toEqual([0, 0, 0, 0, 0]);
    expect(presentMatch({ ...CARD, contact: null }, true).contact).toEqual([]);
  });

  it('lead to their days once the leader has said yes', () => {
    const daysIn = (state: MatchView['state'], mayWork = true) =>
      presentMatch({ ...CARD, match: { ...MATCH, state } }, mayWork).days;
    expect([daysIn('published'), daysIn('declined')]).toEqual([null, null]);
    const href = '/assignments/m1/days';
    const log = { href, text: 'Log days, and see what is signed and left' };
    expect([daysIn('accepted'), daysIn('active')]).toEqual([log, log]);
    const read = { href, text: 'See the days that were logged and signed' };
    expect([daysIn('completed'), daysIn('ended-early'), daysIn('active', false)]).toEqual([read, read, read]);
  });

  it('of a trust say for how many schools, in which region', () => {
    const supportCase = supportCaseWith({ unit: 'trust', urns: ['1', '2'], region: 'London' });
    const rows = text(presentMatch({ ...CARD, supportCase, school: null }, true).rows);
    expect(rows).toContain('Support for: The trust, for 2 schools');
    expect(rows).toContain('Place: London');
  });

  it('that were declined say why, and whether other dates would work', () => {
    const declined = { ...MATCH, state: 'declined' as const, stateReason: 'No room', otherDates: true };
    const rows = (more: Partial<MatchView>): readonly string[] =>
      text(presentMatch({ ...CARD, match: { ...declined, ...more } }, true).rows).slice(-2);
    expect(rows({ otherDatesNote: 'May and June' })).toEqual([
      ...['Reason given: No room', 'Other dates: Would work: May and June'],
    ]);
    expect(rows({ otherDates: false })[1]).toBe('Other dates: Would not work');
    expect(presentMatch({ ...CARD, match: declined }, true).mayAnswer).toBe(false);
  });
});

describe('an answer', () => {
  it('is asked for in the words of whoever gives it', () => {
    const asked = (answer: string, isOwn: boolean) =>
      Object.values(respondErrors(respondForm({ answer, otherDates: 'no' }, 2), isOwn)).map(
        ({ text: said }) => said,
      );
    expect([...asked('', true), ...asked('decline', true)]).toEqual([
      ...['Select whether you accept or decline', 'Enter why you decline'],
    ]);
    expect([...asked('', false), ...asked('decline', false)]).toEqual([
      ...['Select whether the leader accepts or declines', 'Enter why the leader declines'],
    ]);
  });

  const errors = (given: Readonly<Record<string, string>>): readonly string[] =>
    Object.keys(respondErrors(respondForm(given, 2), true));

  it.each([
    [{}, ['answer']],
    [{ answer: 'perhaps' }, ['answer']],
    [{ answer: 'accept' }, []],
    [{ answer: 'decline' }, ['reason', 'otherDates']],
    [{ answer: 'decline', reason: ' ', otherDates: 'no' }, ['reason']],
    [{ answer: 'decline', reason: 'Far', otherDates: 'no' }, []],
    [{ answer: 'decline', reason: 'x'.repeat(REASON_LENGTH + 1), otherDates: 'no' }, ['reason']],
    [
      { answer: 'decline', reason: 'Far', otherDates: 'yes', otherDatesNote: 'x'.repeat(REASON_LENGTH + 1) },
      ['otherDatesNote'],
    ],
  ])('%j lacks %j', (given, lacking) => {
    expect(errors(given as Readonly<Record<string, string>>)).toEqual(lacking);
  });

  it('is about the version that was shown; without one, about the present one', () => {
    expect(respondForm({ version: '7' }, 2).version).toBe(7);
    expect(respondForm({ version: 'x' }, 2).version).toBe(2);
  });
});
