import { indexFacts, schoolHistory } from './fact-index.js';
import type { AssessmentFacts, SchoolFacts, SchoolLink } from './facts.js';
import { anAcademy, anInspection, aSchool, someFacts } from './offers.fixture.js';
import type { SchoolHistory } from './school-history.js';

const AS_OF = '2025-02-28';
const of = (school: SchoolFacts, changes: Partial<AssessmentFacts>, asOf = AS_OF): SchoolHistory =>
  schoolHistory(indexFacts(someFacts({ schools: [school], ...changes })), school, asOf, AS_OF);
const link = (urn: string, linkedUrn: string, kind: SchoolLink['kind'] = 'predecessor'): SchoolLink => ({
  urn,
  linkedUrn,
  kind,
  establishedOn: null,
  source: { file: 'school-links.csv', row: 2 },
});
const starts = (history: SchoolHistory): readonly string[] =>
  history.inspections.map(({ startDate }) => startDate);

describe('the history of a school', () => {
  it('makes one inspection of the rows of several files, keeping the first publication', () => {
    const history = of(aSchool('100001'), {
      inspections: [
        anInspection('100001', '2024-11-05', 'not-judged', {
          publicationDate: '2025-01-10',
          judgements: { 'quality-of-education': 3 },
          concern: null,
          earlier: null,
          source: { file: 'b.csv', row: 5 },
        }),
        anInspection('100001', '2024-11-05', null, {
          publicationDate: '2024-12-10',
          judgements: { 'leadership-and-management': 2, 'quality-of-education': null },
          earlier: 'listed',
          source: { file: 'a.csv', row: 4 },
        }),
      ],
    });
    expect(history).toMatchObject({
      listing: 'listed',
      inspections: [
        {
          publicationDate: '2024-12-10',
          known: 'yes',
          overallEffectiveness: 'not-judged',
          concern: 'none',
          judgements: { 'leadership-and-management': 2, 'quality-of-education': 3 },
          earlier: 'listed',
          sources: [
            { file: 'a.csv', row: 4 },
            { file: 'b.csv', row: 5 },
          ],
        },
      ],
    });
  });

  it('knows an inspection by its number where a later file corrects its start', () => {
    const numbered = { inspectionNumber: '10323215' };
    const history = of(aSchool('100001'), {
      inspections: [
        anInspection('100001', '2024-11-05', 3, { ...numbered, publicationDate: '2024-12-01' }),
        anInspection('100001', '2024-11-06', 3, { ...numbered, publicationDate: '2024-12-02' }),
      ],
    });
    expect(starts(history)).toEqual(['2024-11-06']);
  });

  it('does not let a correction published after the as-of date speak', () => {
    const history = of(aSchool('100001'), {
      inspections: [
        anInspection('100001', '2024-11-05', 3, { publicationDate: '2024-12-01' }),
        anInspection('100001', '2024-11-05', 2, { publicationDate: '2025-03-01' }),
      ],
    });
    expect(history.inspections).toMatchObject([{ overallEffectiveness: 3, known: 'yes' }]);
  });

  it('keeps what is published later apart', () => {
    const inspections = [anInspection('100001', '2025-02-04', 3, { publicationDate: '2025-03-01' })];
    expect(of(aSchool('100001'), { inspections }).inspections).toMatchObject([{ known: 'later' }]);
    const undated = [anInspection('100001', '2025-03-04', 3, { publicationDate: null })];
    expect(of(aSchool('100001'), { inspections: undated }).inspections).toMatchObject([{ known: 'later' }]);
  });

  it('tells "not inspected" from "not in the files"', () => {
    const uninspected = [{ urn: '100001', source: { file: 'mi.csv', row: 3 } }];
    expect(of(aSchool('100001'), { uninspected }).listing).toBe('uninspected');
    expect(of(aSchool('100001'), {}).listing).toBe('absent');
  });
});

describe('predecessors', () => {
  const grades = [anInspection('100900', '2014-03-04', 3), anInspection('100800', '2010-03-02', 2)];

  it('lend a converter their grades, through a chain, whichever way round the links are written', () => {
    const links = [link('100001', '100900'), link('100800', '100900', 'successor')];
    const history = of(anAcademy('100001', '5001'), { inspections: grades, links });
    expect(history.inspections.map(({ predecessorUrn }) => predecessorUrn)).toEqual(['100900', '100800']);
    expect(starts(history)).toEqual(['2014-03-04', '2010-03-02']);
  });

  it('count once when Ofsted lists the carried grade as well', () => {
    const carried = anInspection('100001', '2014-03-04', 3, {
      ofCurrentSchool: false,
      urnAtInspection: '100900',
    });
    const history = of(anAcademy('100001', '5001'), {
      inspections: [...grades, carried],
      links: [link('100001', '100900')],
    });
    expect(starts(history)).toEqual(['2014-03-04']);
  });

  it('lend nothing to a new school, to several made one, or without links', () => {
    const links = [link('100001', '100900')];
    expect(of(anAcademy('100001', '5001', { typeCode: '28' }), { inspections: grades, links }).listing).toBe(
      'absent',
    );
    expect(of(anAcademy('100001', '5001', { typeCode: '35' }), { inspections: grades, links }).listing).toBe(
      'absent',
    );
    const merged = [...links, link('100001', '100800')];
    expect(of(anAcademy('100001', '5001'), { inspections: grades, links: merged }).listing).toBe('absent');
    expect(of(anAcademy('100001', '5001'), { inspections: grades }).listing).toBe('absent');
  });

  it('end their history when the school opened, and a circle of links ends too', () => {
    const links = [link('100001', '100900'), link('100900', '100001')];
    const inspections = [...grades, anInspection('100900', '2015-09-01', 4)];
    const academy = anAcademy('100001', '5001', { openDate: '2015-09-01' });
    expect(starts(of(academy, { inspections, links }))).toEqual(['2014-03-04']);
  });
});
