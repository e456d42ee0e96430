import * as fc from 'fast-check';
import { leaderWith, snapshotWith, supportCaseWith } from '../../../test/support/matching-factories.js';
import { canonicalJson, canonicalSnapshot } from './snapshot.js';

describe('the canonical text of a snapshot', () => {
  const cases = ['school-990102', 'school-990100', 'trust-99003'].map((caseId) =>
    supportCaseWith({ caseId }),
  );
  const leaders = ['L10', 'L9', 'L1'].map((leaderRef) => leaderWith({ leaderRef }));
  const rulings = [
    { kind: 'pin', leaderRef: 'L1', caseId: 'school-990100' },
    { kind: 'forbid', leaderRef: 'L1', caseId: 'school-990100' },
  ] as const;

  it('does not depend on the order of rows', () => {
    const one = canonicalSnapshot(snapshotWith({ cases, leaders, rulings }));
    const other = canonicalSnapshot(
      snapshotWith({
        cases: cases.toReversed(),
        leaders: leaders.toReversed(),
        rulings: rulings.toReversed(),
      }),
    );
    expect(other).toBe(one);
  });

  it('changes with any value', () => {
    const one = canonicalSnapshot(snapshotWith({ leaders }));
    const changed = leaders.map((leader) => ({ ...leader, halfDaysRemaining: 19 }));
    expect(canonicalSnapshot(snapshotWith({ leaders: changed }))).not.toBe(one);
  });

  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: 1, a: { d: [3, 1], c: null } })).toBe('{"a":{"c":null,"d":[3,1]},"b":1}');
  });

  it('says the same as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(plain);
      }),
    );
  });
});
