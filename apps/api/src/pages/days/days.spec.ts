import type { EngagementView, VisitView } from '../../../../../libs/features/delivery/index.js';
import { endFaults, faultOf, givenVisit, visitFaults, visitForm } from './days.form.js';
import { formOfVisit, presentDays, whyVisitStands } from './days.presenter.js';

const VISIT: VisitView = {
  ...{ id: 'v1', visitedOn: '2025-02-03', halfDays: 1, done: 'Reading', doneBy: 'Leader A', state: 'draft' },
  ...{ version: 1, schoolComment: 'Was a day', signedAt: null, signedBy: null },
};
const ENGAGEMENT: EngagementView = {
  ...{ matchId: 'm1', offer: '2024-25', caseId: 'school-1', caseName: 'Aire Street', leaderRef: 'A' },
  ...{ leaderName: 'Leader A', state: 'active', version: 4, halfDays: 6, deliveredHalfDays: 2 },
  ...{ unsignedHalfDays: 1, leftHalfDays: 3, visits: [VISIT], link: null, completion: null },
};

describe('the page of days', () => {
  it('tells where the days are, in words and as a bar', () => {
    const page = presentDays(ENGAGEMENT, true);
    expect(page.sentence).toBe(
      'Of 3 days: 1 day signed by the school, half a day logged and not signed, 1.5 days left.',
    );
    expect(page.bar).toEqual([
      { x: 0, width: 33.33, kind: 'signed' },
      { x: 33.33, width: 16.67, kind: 'unsigned' },
      { x: 50, width: 50, kind: 'left' },
    ]);
    expect(page.rows[0]).toMatchObject({
      ...{ date: '3 February 2025', days: 'half a day', note: 'The school says: Was a day' },
      href: '/assignments/m1/days/v1',
    });
  });

  it('leads to a visit only while it can be changed, and says why it stands', () => {
    const hrefs = (state: EngagementView['state'], visit: Partial<VisitView> = {}) =>
      presentDays({ ...ENGAGEMENT, state, visits: [{ ...VISIT, ...visit }] }, true).rows.map(
        ({ href }) => href,
      );
    expect([hrefs('active'), hrefs('accepted')].flat()).toEqual(Array(2).fill('/assignments/m1/days/v1'));
    expect([hrefs('ended-early'), hrefs('active', { state: 'signed' })].flat()).toEqual([null, null]);
    expect(whyVisitStands('active', { ...VISIT, state: 'withdrawn' })).toBe('it was withdrawn');
    expect(whyVisitStands('completed', VISIT)).toBe('the support is over');
  });

  it('tells of support that is over what was given back', () => {
    const over = { ...ENGAGEMENT, state: 'ended-early', unsignedHalfDays: 0, leftHalfDays: 0 } as const;
    expect(presentDays(over, true).sentence).toBe(
      'Of 3 days: 1 day signed by the school, 2 days given back.',
    );
    const all = { ...over, state: 'completed', deliveredHalfDays: 6 } as const;
    expect(presentDays(all, true).sentence).toBe('Of 3 days: 3 days signed by the school.');
  });

  it('says what has to happen before the support can be ended', () => {
    const before = (more: Partial<EngagementView>, mayWork = true) =>
      presentDays({ ...ENGAGEMENT, ...more }, mayWork).beforeEnd;
    expect(before({})).toMatch(/^It can be ended once no visit waits/);
    expect(before({ state: 'accepted', visits: [] })).toMatch(/^If it cannot begin, tell a coordinator/);
    expect([before({ visits: [] }), before({ state: 'completed' }), before({}, false)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('offers what can be done, and nothing to those who only read', () => {
    const may = (engagement: EngagementView, mayWork = true): readonly boolean[] => {
      const { mayLog, mayAskToSign, mayEnd } = presentDays(engagement, mayWork);
      return [mayLog, mayAskToSign, mayEnd];
    };
    expect(may(ENGAGEMENT)).toEqual([true, true, false]);
    expect(may(ENGAGEMENT, false)).toEqual([false, false, false]);
    expect(may({ ...ENGAGEMENT, visits: [] })).toEqual([true, false, true]);
    expect(may({ ...ENGAGEMENT, state: 'accepted', visits: [] })).toEqual([true, false, false]);
    expect(may({ ...ENGAGEMENT, state: 'completed', visits: [], leftHalfDays: 0 })).toEqual([
      false,
      false,
      false,
    ]);
    expect(presentDays(ENGAGEMENT, false).rows[0]?.href).toBeNull();
  });
});

describe('the form of a visit', () => {
  const FORM = {
    'date-day': '3',
    'date-month': '2',
    'date-year': '2025',
    length: 'half',
    done: 'Reading',
    doneBy: 'Leader A',
  };

  it('is read as a visit, and shown as it was', () => {
    expect(givenVisit(FORM)).toEqual({
      ...{ visitedOn: '2025-02-03', halfDays: 1, done: 'Reading', doneBy: 'Leader A' },
    });
    expect(visitForm(FORM)).toEqual(formOfVisit(VISIT));
    expect(givenVisit({}).halfDays).toBe(0);
  });

  it('names everything that is missing at once, and what was refused beside it', () => {
    const texts = (form: Record<string, string>, code: string, facts = {}): readonly string[] =>
      (visitFaults(form, { code, facts }).errors ?? []).map(({ text, href }) => `${href ?? ''} ${text}`);
    expect(texts({}, 'bad-date')).toEqual([
      '#date-day Enter the date of the visit: day, month and year of a real date',
      '#length Choose how long the visit was',
      '#done Say what was done',
      '#doneBy Say who was there',
    ]);
    const window = { from: '2024-09-01', to: '2025-07-31' };
    expect(texts({ ...FORM, 'date-year': '2026', doneBy: '' }, 'visit-date-outside-window', window)).toEqual([
      '#date-day The offer gives support from 1 September 2024 to 31 July 2025.',
      '#doneBy Say who was there',
    ]);
  });

  it('points at the field that was refused, and at none where no field can mend it', () => {
    expect(faultOf({ code: 'visit-text-too-long', facts: { field: 'doneBy' } }).field).toBe('doneBy');
    expect(faultOf({ code: 'bad-visit-length', facts: {} }).field).toBe('length');
    expect(faultOf({ code: 'overtaken', facts: {} }).field).toBeNull();
  });

  it('asks at once for all that the end of a support needs', () => {
    const fields = (early: boolean): readonly (string | undefined)[] =>
      (endFaults({}, early, { code: 'bad-outcome', facts: {} }).errors ?? []).map(({ href }) => href);
    expect([fields(false), fields(true)]).toEqual([
      ['#outcome', '#report'],
      ['#outcome', '#report', '#reason'],
    ]);
  });
});
