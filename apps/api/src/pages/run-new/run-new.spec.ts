import {
  DEFAULT_RUN_PARAMS,
  parseRunParams,
  type RunParams,
} from '../../../../../libs/domain/candidates/index.js';
import { emptyForm, formOfRun, paramsOf, sentForm } from './run-new.form.js';
import { presentRunNew, weightsSentence } from './run-new.presenter.js';

function refusalOf(params: unknown) {
  const parsed = parseRunParams(params);
  return parsed.ok ? undefined : parsed.refusal;
}

describe('the settings of a new run', () => {
  it('are the defaults where nothing is changed', () => {
    expect(parseRunParams(paramsOf(emptyForm('2024-25')))).toEqual({ ok: true, value: DEFAULT_RUN_PARAMS });
  });

  it.each([
    ['closest', { distanceMile: 1, missedNeed: 5, change: 10 }],
    ['own', { distanceMile: 2, missedNeed: 0, change: 7.5 }],
  ])('weigh as the choice %s says', (preset, weights) => {
    const fields = { distanceMile: '2', missedNeed: '0', change: '7.5' };
    expect(parseRunParams(paramsOf(sentForm({ preset, ...fields })))).toMatchObject({ value: { weights } });
  });

  it('are those of an earlier run, whatever they were', () => {
    const params: RunParams = {
      ...{ maxMiles: 40, region: 'London', weights: { distanceMile: 3, missedNeed: 1, change: 0 } },
      ...{ priorities: { 'tier-1': 2 }, timeLimitSeconds: 5, gap: 0.01, seed: 7, deterministic: true },
    };
    const form = formOfRun({ offer: '2019-20', params });
    expect(form.preset).toBe('own');
    expect(parseRunParams(paramsOf(form))).toEqual({ ok: true, value: params });
    expect(formOfRun({ offer: '2019-20', params: DEFAULT_RUN_PARAMS }).preset).toBe('balanced');
  });

  it('that are no numbers are named beside their fields', () => {
    const form = sentForm({ preset: 'own', distanceMile: 'x', maxMiles: '-3', timeLimitSeconds: '0' });
    const page = presentRunNew(form, [], refusalOf(paramsOf(form)));
    expect(page.errors).toEqual([
      { text: 'Longest distance in miles must be a number from 0 to 1000', href: '#maxMiles' },
      { text: 'Points for each mile must be a number from 0 to 10000', href: '#distanceMile' },
      { text: 'Longest time in seconds must be a number from 1 to 3600', href: '#timeLimitSeconds' },
    ]);
    expect(page.fieldErrors['maxMiles']?.text).toContain('0 to 1000');
    const fine = sentForm({ preset: 'own', distanceMile: '0.12345' });
    expect(presentRunNew(fine, [], refusalOf(paramsOf(fine))).errors.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Points for each mile must have at most \d+ decimals$/),
    ]);
    expect(page.form.distanceMile).toBe('x');
  });

  it('pass over settings that nobody can have sent from the page', () => {
    expect(paramsOf({ ...emptyForm('2024-25'), kept: '[1]' })).not.toHaveProperty('0');
    expect(paramsOf({ ...emptyForm('2024-25'), kept: 'nonsense' })).toHaveProperty('weights');
  });

  it('other refusals lead to the offer', () => {
    const { errors } = presentRunNew(emptyForm('2024-25'), [], { code: 'no-cases', facts: {} });
    expect(errors).toEqual([{ text: 'There is no case to match.', href: '#offer' }]);
  });
});

it('says with an example what weights do', () => {
  expect(weightsSentence(DEFAULT_RUN_PARAMS.weights)).toBe(
    'A need that is not met counts as much as 15 miles more, a change of leader as 10 miles. For example, a leader ' +
      '19 miles away who meets every need comes before one 5 miles away who misses one.',
  );
  expect(weightsSentence({ distanceMile: 0, missedNeed: 5, change: 1 })).toBe('Distance does not count.');
});
