import { DEFAULT_RUN_PARAMS } from './params.js';
import { paramsFaults, parseRunParams } from './parse-run-params.js';

/** `pointer code (allowed)` of every fault. */
function faultsOf(input: unknown): readonly string[] {
  const outcome = parseRunParams(input);
  if (outcome.ok) return [];
  return paramsFaults(outcome.refusal.facts).map(
    ({ pointer, code, allowed }) => `${pointer} ${code} (${allowed})`,
  );
}

describe('params.json', () => {
  it('fills in every default', () => {
    expect(parseRunParams({})).toEqual({ ok: true, value: DEFAULT_RUN_PARAMS });
    expect(parseRunParams({ maxMiles: null, weights: null, seed: null })).toEqual({
      ok: true,
      value: DEFAULT_RUN_PARAMS,
    });
  });

  it('reads every setting', () => {
    const given = {
      maxMiles: 45.5,
      region: ' South West ',
      weights: { distanceMile: 0.125, missedNeed: 0, change: 3 },
      priorities: { 'tier-1': 1, 'causing-concern': 2 },
      timeLimitSeconds: 5,
      gap: 0.01,
      seed: 7,
      deterministic: true,
    };
    expect(parseRunParams(given)).toEqual({ ok: true, value: { ...given, region: 'South West' } });
  });

  it('keeps a default beside a given weight', () => {
    expect(parseRunParams({ weights: { change: 0 } })).toMatchObject({
      value: { weights: { distanceMile: 1, missedNeed: 15, change: 0 } },
    });
  });

  it.each([
    [[], [' not-an-object (an object)']],
    ['text', [' not-an-object (an object)']],
    [{ weights: 3 }, ['/weights not-an-object (an object)']],
    [{ maxMiles: '40' }, ['/maxMiles not-a-number (0 to 1000)']],
    [{ maxMiles: -1 }, ['/maxMiles too-small (0 to 1000)']],
    [{ maxMiles: Number.NaN }, ['/maxMiles not-a-number (0 to 1000)']],
    [{ gap: 1.5 }, ['/gap too-large (0 to 1)']],
    [{ seed: 1.5 }, ['/seed not-a-whole-number (0 to 2147483647)']],
    [{ weights: { change: 0.0001 } }, ['/weights/change too-many-decimals (3 decimals)']],
    [{ weights: { speed: 1 } }, ['/weights/speed unknown-key (distanceMile, missedNeed, change)']],
    [{ priorities: { 'a/b~c': 0 } }, ['/priorities/a~1b~0c too-small (1 to 99)']],
    [{ deterministic: 'yes' }, ['/deterministic not-true-or-false (true or false)']],
    [{ region: '' }, ['/region not-text (1 to 100 characters)']],
    [
      { timeLimitSeconds: 0, region: 3 },
      ['/region not-text (1 to 100 characters)', '/timeLimitSeconds too-small (1 to 3600)'],
    ],
  ])('names every fault of %j', (input, expected) => {
    expect(faultsOf(input)).toEqual(expected);
  });

  it('refuses a misspelt setting', () => {
    expect(faultsOf({ maxMile: 3 })[0]).toMatch(/^\/maxMile unknown-key \(maxMiles, region/);
  });
});
