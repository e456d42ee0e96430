import { assess } from './assess.js';
import type { Decision } from './decision.js';
import { indexFacts, schoolHistory } from './fact-index.js';
import type { AssessmentFacts, SchoolFacts, SchoolLink } from './facts.js';
import { anAcademy, anInspection, aSchool, someFacts } from './offers.fixture.js';

const NEW = '100001';
const OLD = '100900';
const ROW = { file: 'school-links.csv', row: 2 };
const link = (urn: string, linkedUrn: string, kind: SchoolLink['kind'] = 'predecessor'): SchoolLink => ({
  urn,
  linkedUrn,
  kind,
  establishedOn: null,
  source: ROW,
});
const closed = (urn: string, changes: Partial<SchoolFacts> = {}): SchoolFacts =>
  aSchool(urn, { statusCode: '2', closeDate: '2022-12-31', ...changes });
const carried = (facts: Partial<AssessmentFacts>, school = anAcademy(NEW, '5001')): readonly unknown[] =>
  schoolHistory(
    indexFacts(someFacts({ schools: [school], ...facts })),
    school,
    '2023-08-31',
    '2023-08-31',
  ).inspections.map(({ predecessorUrn }) => predecessorUrn);
const only = (decisions: readonly Decision[], urn: string): Decision | undefined =>
  decisions.find(({ subjectKind, subjectId }) => subjectKind === 'school' && subjectId === urn);

describe('the schools that a school carries on', () => {
  const inspections = [anInspection(OLD, '2014-03-04', 3), anInspection('100800', '2010-03-02', 2)];

  it.each([
    ['the successor’s row lists the predecessor', [link(NEW, OLD)], [OLD]],
    ['the predecessor’s row lists the successor', [link(OLD, NEW, 'successor')], [OLD]],
    ['both do', [link(NEW, OLD), link(OLD, NEW, 'successor')], [OLD]],
    ['a chain', [link(NEW, OLD), link('100800', OLD, 'successor')], [OLD, '100800']],
    [
      'a chain whose ends are linked too',
      [link(NEW, OLD), link(OLD, '100800'), link(NEW, '100800')],
      [OLD, '100800'],
    ],
    ['a circle of two', [link(NEW, OLD), link(OLD, NEW)], [OLD]],
    ['a circle of three', [link(NEW, OLD), link(OLD, '100800'), link('100800', NEW)], [OLD, '100800']],
    ['a link to itself', [link(NEW, NEW)], []],
    ['two schools merged into one', [link(NEW, OLD), link(NEW, '100800')], []],
    [
      'a merger told by the predecessors',
      [link(OLD, NEW, 'successor'), link('100800', NEW, 'successor')],
      [],
    ],
    ['one school split into two', [link(NEW, OLD), link('100002', OLD)], []],
    ['a split told by the predecessor', [link(OLD, NEW, 'successor'), link(OLD, '100002', 'successor')], []],
    ['a link of another kind', [link(NEW, OLD, 'other')], []],
  ])('are found where %s', (_title, links, expected) => {
    expect(carried({ links, inspections })).toEqual(expected);
  });

  it('end at a school that began as a new one, and at one that is still open', () => {
    const links = [link(NEW, OLD), link(OLD, '100800')];
    const sponsored = [anAcademy(NEW, '5001'), closed(OLD, { typeCode: '28' })];
    expect(carried({ links, inspections, schools: sponsored })).toEqual([OLD]);
    const splitOff = [anAcademy(NEW, '5001'), aSchool(OLD)];
    expect(carried({ links, inspections, schools: splitOff })).toEqual([]);
  });

  it('are named by the finding and by the rows of the links', () => {
    const facts = someFacts({
      schools: [anAcademy(NEW, '5001', { openDate: '2015-09-01' })],
      links: [link(NEW, OLD)],
      inspections: [anInspection(OLD, '2014-03-04', 3)],
    });
    const decision = only(assess('2019-20', facts).decisions, NEW);
    expect(decision).toMatchObject({ eligible: 'yes', criterion: 'ri-on-entry' });
    expect(decision?.evidence).toContainEqual(ROW);
    expect(decision?.evidence).toContainEqual({ file: 'mi.csv', row: 140304 });
    const finding = decision?.findings.find(({ rule }) => rule === 'ri-on-entry');
    expect(finding?.facts).toMatchObject({ predecessorUrn: OLD });
  });
});

describe('a school that closed inside the year, and its successor', () => {
  const successor = anAcademy(NEW, '5001', { trustFlagCode: '5', openDate: '2023-01-01' });
  const predecessor = closed(OLD, { laCode: '202' });
  const facts = someFacts({
    schools: [successor, predecessor],
    links: [link(NEW, OLD)],
    inspections: [anInspection(OLD, '2022-10-04', 3, { publicationDate: '2022-11-22' })],
  });

  it('makes the successor eligible by the judgement of the school it replaced, and decides about no closed school', () => {
    const { decisions, cases } = assess('2022-23', facts);
    expect(decisions.filter(({ subjectKind }) => subjectKind === 'school')).toHaveLength(1);
    expect(only(decisions, NEW)).toMatchObject({
      eligible: 'yes',
      criterion: 'ri-in-2022-23',
      contactBy: '2022-12-31',
      contacts: ['trust', 'school'],
    });
    expect(only(decisions, NEW)?.evidence).toEqual([
      { file: 'gias.csv', row: 1 },
      { file: 'mi.csv', row: 221004 },
      ROW,
    ]);
    expect(cases.map(({ caseId }) => caseId)).toEqual([`school-${NEW}`]);
  });

  it('lets it stand for the other on an as-of date before it opened, in the other’s standing', () => {
    const { decisions } = assess('2022-23', facts, { asOf: '2022-12-15' });
    const decision = only(decisions, NEW);
    expect(decision).toMatchObject({ eligible: 'yes', contacts: ['local-authority', 'school'] });
    const factsOf = (wanted: string): unknown =>
      decision?.findings.find(({ rule }) => rule === wanted)?.facts;
    expect(factsOf('school-open')).toMatchObject({ carriesOnUrn: OLD });
    expect(factsOf('school-route-standing')).toMatchObject({ standing: 'local-authority' });
    expect(only(decisions, NEW)?.evidence).toContainEqual(predecessor.source);
  });

  it('does not know how a replaced school stood that the school file does not hold', () => {
    const { decisions } = assess('2022-23', { ...facts, schools: [successor] }, { asOf: '2022-12-15' });
    expect(only(decisions, NEW)).toMatchObject({ eligible: 'undetermined', missing: ['school-record'] });
  });

  it('is not open before it opened where it began as a new school, or replaces none', () => {
    const asOf = '2022-12-15';
    const sponsored = { ...successor, typeCode: '28' };
    const eligible = (changed: AssessmentFacts): unknown =>
      only(assess('2022-23', changed, { asOf }).decisions, NEW)?.eligible;
    expect(eligible({ ...facts, schools: [sponsored, predecessor] })).toBe('no');
    expect(eligible({ ...facts, links: [] })).toBe('no');
    const openedLater = { ...predecessor, openDate: '2022-12-20' };
    expect(eligible({ ...facts, schools: [successor, openedLater] })).toBe('no');
  });

  it('keeps what happened at the closed school after its successor opened apart', () => {
    const late = anInspection(OLD, '2023-01-10', 3);
    const { decisions } = assess('2022-23', {
      ...facts,
      inspections: [late, anInspection(NEW, '2023-06-06', 2)],
    });
    expect(only(decisions, NEW)?.eligible).toBe('no');
  });
});

describe('openings and closures without a successor', () => {
  const uninspected = [{ urn: NEW, source: { file: 'mi.csv', row: 5 } }];

  it('does not call a school that opened in the year ineligible before any file tells of it', () => {
    const schools = [anAcademy(NEW, '5001', { openDate: '2022-11-01', typeCode: '35', trustFlagCode: '5' })];
    const unknown = only(assess('2022-23', someFacts({ schools })).decisions, NEW);
    expect(unknown).toMatchObject({ eligible: 'undetermined', missing: ['inspections'] });
    expect(only(assess('2022-23', someFacts({ schools, uninspected })).decisions, NEW)?.eligible).toBe('no');
  });

  it('counts a school that is open and proposed to close, and neither a closed nor a proposed one', () => {
    const inspections = [NEW, '100002', '100003'].map((urn) => anInspection(urn, '2022-11-08', 3));
    const schools = [
      aSchool(NEW, { statusCode: '3', closeDate: '2023-08-31' }),
      closed('100002'),
      aSchool('100003', { statusCode: '4' }),
    ];
    const { decisions } = assess('2022-23', someFacts({ schools, inspections }));
    expect(decisions.map(({ subjectId, eligible }) => [subjectId, eligible])).toEqual([[NEW, 'yes']]);
  });
});
