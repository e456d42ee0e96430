import { groupKindOf } from './groups-reader.js';
import { phasesOf, type PhaseSource } from './gias-phases.js';

const source = (more: Partial<PhaseSource>): PhaseSource => ({
  typeCode: '1',
  phaseCode: '0',
  phaseName: 'Not applicable',
  lowAge: null,
  highAge: null,
  ...more,
});

describe('the phases of a school', () => {
  it.each([
    ['1', 'nursery'],
    ['2', 'primary'],
    ['3', 'middle'],
    ['4', 'secondary'],
    ['5', 'middle'],
    ['6', '16-plus'],
    ['7', 'all-through'],
  ])('phase code %s is %s', (phaseCode, phase) => {
    expect(phasesOf(source({ phaseCode }))).toEqual([phase]);
  });

  it.each([
    ['Middle deemed primary', 'middle'],
    ['All through', 'all-through'],
    ['All-through', 'all-through'],
    ['16 plus', '16-plus'],
  ])('the name %s alone is %s', (phaseName, phase) => {
    expect(phasesOf(source({ phaseCode: null, phaseName }))).toEqual([phase]);
  });

  it('special schools and alternative provision go by their type, whatever phase they state', () => {
    for (const typeCode of ['7', '8', '10', '12', '33', '36', '44']) {
      expect(phasesOf(source({ typeCode, phaseCode: '4' }))).toEqual(['special']);
    }
    for (const typeCode of ['14', '38', '42', '43']) {
      expect(phasesOf(source({ typeCode, phaseCode: '2' }))).toEqual(['alternative-provision']);
    }
    expect(phasesOf(source({ typeCode: '32' }))).toEqual(['special', '16-plus']);
  });

  it('without a phase go by type, then by ages', () => {
    expect(phasesOf(source({ typeCode: '15' }))).toEqual(['nursery']);
    expect(phasesOf(source({ typeCode: '45', lowAge: 11, highAge: 18 }))).toEqual(['16-plus']);
    const ages = (lowAge: number, highAge: number) =>
      phasesOf(source({ typeCode: '11', lowAge, highAge }))[0];
    expect([
      ages(2, 5),
      ages(3, 11),
      ages(3, 13),
      ages(8, 14),
      ages(11, 16),
      ages(16, 19),
      ages(3, 18),
    ]).toEqual(['nursery', 'primary', 'primary', 'middle', 'secondary', '16-plus', 'all-through']);
    expect([phasesOf(source({})), phasesOf(source({ lowAge: 11, highAge: 11 }))]).toEqual([[], []]);
  });
});

describe('the kind of a group', () => {
  it.each([
    ['06', 'Multi-academy trust', 'mat'],
    ['10', 'Single-academy trust', 'sat'],
    ['11', 'Secure single-academy trust', 'sat'],
    [null, 'Multi-academy trust', 'mat'],
    [null, 'Single-academy trust', 'sat'],
    ['05', 'School sponsor', 'other'],
    ['02', 'Trust', 'other'],
    [null, null, 'other'],
  ])('%s %s is %s', (code, name, kind) => {
    expect(groupKindOf(code, name)).toBe(kind);
  });
});
