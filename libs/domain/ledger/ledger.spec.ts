import {
  deliverEntries,
  EMPTY_STATEMENT,
  grantEntry,
  nextEntry,
  statementOf,
  verifyChain,
  type LedgerEntry,
} from './index.js';

/** The rows that the steps make, each built on the ones before it; throws at a refusal. */
function chain(
  ...steps: readonly (readonly ['grant' | 'adjust' | 'reserve' | 'release', number])[]
): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const [kind, halfDays] of steps) {
    const next = nextEntry(statementOf(entries), kind, halfDays);
    if (!next.ok) throw new Error(next.refusal.code);
    entries.push(next.value);
  }
  return entries;
}

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }): string | undefined =>
  outcome.refusal?.code;

describe('nextEntry', () => {
  it('chains rows by number and balance', () => {
    expect(chain(['grant', 20], ['reserve', 6], ['release', 6])).toEqual([
      { n: 1, kind: 'grant', deltaHalfDays: 20, prevN: null, prevBalance: 0, balance: 20 },
      { n: 2, kind: 'reserve', deltaHalfDays: -6, prevN: 1, prevBalance: 20, balance: 14 },
      { n: 3, kind: 'release', deltaHalfDays: 6, prevN: 2, prevBalance: 14, balance: 20 },
    ]);
  });

  it('spends the last half-day and not one more', () => {
    const granted = statementOf(chain(['grant', 5]));
    expect(nextEntry(granted, 'reserve', 5)).toMatchObject({ ok: true, value: { balance: 0 } });
    expect(nextEntry(granted, 'reserve', 6)).toEqual({
      ok: false,
      refusal: { code: 'not-enough-days', facts: { neededHalfDays: 6, leftHalfDays: 5 } },
    });
  });

  it('gives back no more than is held', () => {
    const held = statementOf(chain(['grant', 5], ['reserve', 3]));
    expect(nextEntry(held, 'release', 3)).toMatchObject({ ok: true, value: { balance: 5 } });
    expect(nextEntry(held, 'release', 4)).toEqual({
      ok: false,
      refusal: { code: 'more-than-reserved', facts: { neededHalfDays: 4, reservedHalfDays: 3 } },
    });
  });

  it('opens a budget once, and with a grant', () => {
    expect(codeOf(nextEntry(EMPTY_STATEMENT, 'reserve', 1))).toBe('budget-not-granted');
    expect(codeOf(nextEntry(EMPTY_STATEMENT, 'adjust', 1))).toBe('budget-not-granted');
    expect(codeOf(nextEntry(statementOf(chain(['grant', 5])), 'grant', 5))).toBe('budget-already-granted');
  });

  it.each([0, -1, 1.5, NaN, Infinity, 2 ** 60])('refuses %p half-days', (halfDays) => {
    const granted = statementOf(chain(['grant', 5]));
    expect(codeOf(nextEntry(granted, 'reserve', halfDays))).toBe('half-days-not-whole');
  });
});

describe('deliverEntries', () => {
  it('uses up reserved days without taking them twice', () => {
    const held = statementOf(chain(['grant', 20], ['reserve', 6]));
    const delivered = deliverEntries(held, 4);
    expect(delivered).toMatchObject({
      ok: true,
      value: [
        { n: 3, kind: 'release', deltaHalfDays: 4, balance: 18 },
        { n: 4, kind: 'deliver', deltaHalfDays: -4, prevN: 3, prevBalance: 18, balance: 14 },
      ],
    });
    const rows = [...chain(['grant', 20], ['reserve', 6]), ...(delivered.ok ? delivered.value : [])];
    expect(statementOf(rows)).toEqual({
      lastN: 4,
      grantedHalfDays: 20,
      reservedHalfDays: 2,
      deliveredHalfDays: 4,
      availableHalfDays: 14,
    });
    expect(verifyChain(rows)).toEqual([]);
  });

  it('delivers no more than is reserved', () => {
    const held = statementOf(chain(['grant', 20], ['reserve', 6]));
    expect(codeOf(deliverEntries(held, 7))).toBe('more-than-reserved');
  });
});

describe('grantEntry', () => {
  it('grants the first time, then adjusts by the difference, and does nothing twice', () => {
    expect(grantEntry(EMPTY_STATEMENT, 20)).toMatchObject({ value: { kind: 'grant', deltaHalfDays: 20 } });
    const granted = statementOf(chain(['grant', 20], ['reserve', 6]));
    expect(grantEntry(granted, 24)).toMatchObject({
      value: { kind: 'adjust', deltaHalfDays: 4, balance: 18 },
    });
    expect(grantEntry(granted, 20)).toEqual({ ok: true, value: null });
    expect(grantEntry(EMPTY_STATEMENT, 0)).toEqual({ ok: true, value: null });
  });

  it('cuts down to what is spoken for and no further', () => {
    const rows = chain(['grant', 20], ['reserve', 6]);
    expect(grantEntry(statementOf(rows), 6)).toMatchObject({ value: { deltaHalfDays: -14, balance: 0 } });
    expect(grantEntry(statementOf(rows), 5)).toEqual({
      ok: false,
      refusal: {
        code: 'grant-below-reserved',
        facts: { wantedHalfDays: 5, reservedHalfDays: 6, deliveredHalfDays: 0 },
      },
    });
  });

  it('can raise a grant that was cut to nothing', () => {
    const cut = chain(['grant', 20], ['adjust', -20]);
    expect(grantEntry(statementOf(cut), 8)).toMatchObject({ value: { kind: 'adjust', balance: 8 } });
  });

  it.each([-1, 0.5, NaN])('refuses a grant of %p half-days', (halfDays) => {
    expect(codeOf(grantEntry(EMPTY_STATEMENT, halfDays))).toBe('half-days-not-whole');
  });
});

describe('verifyChain', () => {
  const sound = chain(['grant', 20], ['reserve', 6], ['release', 2], ['adjust', -3]);
  const [grant, reserve, release, adjust] = sound as [LedgerEntry, LedgerEntry, LedgerEntry, LedgerEntry];
  const codes = (...entries: LedgerEntry[]): string[] =>
    verifyChain(entries).map(({ n, code }) => `${n}:${code}`);

  it('finds nothing in a sound chain, nor in an empty one', () => {
    expect(verifyChain(sound)).toEqual([]);
    expect(verifyChain([])).toEqual([]);
  });

  it('names the row and what is wrong with it', () => {
    expect(codes(grant, { ...reserve, balance: 15 })).toEqual(['2:does-not-add-up']);
    expect(codes(grant, { ...reserve, deltaHalfDays: -30, balance: -10 })).toEqual(['2:balance-below-zero']);
    expect(codes(grant, { ...reserve, prevBalance: 21 })).toEqual(['2:previous-balance-differs']);
    expect(codes(grant, { ...reserve, prevN: null })).toEqual(['2:previous-number-differs']);
    expect(codes(grant, { ...reserve, kind: 'release' })).toEqual(['2:wrong-sign']);
    expect(codes({ ...grant, kind: 'release' })).toEqual(['1:grant-not-first', '1:more-than-reserved']);
    expect(codes(grant, reserve, { ...release, deltaHalfDays: 7, balance: 21 })).toEqual([
      '3:more-than-reserved',
    ]);
    expect(codes(grant, { ...reserve, matchId: 'a' }, { ...release, matchId: 'b' })).toEqual([
      '3:more-than-reserved',
    ]);
  });

  it('sees a row that was taken out and rows that changed places', () => {
    expect(codes(grant, release, adjust)).toContain('3:number-out-of-order');
    expect(codes(grant, release, reserve)).toContain('3:previous-number-differs');
    expect(codes(grant, grant)).toContain('1:grant-not-first');
  });

  it('sees an altered row although the rows after it still agree with each other', () => {
    expect(codes({ ...grant, deltaHalfDays: 22 }, reserve, release, adjust)).toEqual([
      '1:does-not-add-up',
      '2:does-not-add-up',
      '3:does-not-add-up',
      '4:does-not-add-up',
    ]);
  });
});
