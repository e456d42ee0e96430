import { existsSync } from 'node:fs';
import { decideOnSamples } from './first-start.js';
import { SAMPLE_STEPS, sampleHashes, samplePath } from './sample-files.js';
import { readStartOptions } from './start-options.js';

describe('the first start', () => {
  it.each([
    ['first-start', null, false, 'load'],
    ['first-start', null, true, 'in-use'],
    ['first-start', 'begin', true, 'load'],
    ['first-start', 'load', true, 'here'],
    ['first-start', 'decline', false, 'declined'],
    ['first-start', 'remove', false, 'declined'],
    ['never', null, false, 'decline'],
    ['never', 'decline', false, 'declined'],
    ['never', 'begin', true, 'in-use'],
    ['never', 'load', true, 'here'],
    ['ask-again', 'remove', false, 'load'],
    ['ask-again', 'decline', true, 'in-use'],
    ['ask-again', 'load', true, 'here'],
  ] as const)('wish %s, last decision %s, imports %s: %s', (wish, last, imports, answer) => {
    expect(decideOnSamples(wish, { last, imports })).toBe(answer);
  });

  it('knows where every sample lies, and tells them apart', () => {
    const files = SAMPLE_STEPS.flat();
    expect(files.filter(({ name }) => !existsSync(samplePath(name)))).toEqual([]);
    expect(new Set(sampleHashes()).size).toBe(files.length);
  });
});

describe('the options of npm start', () => {
  it('are few', () => {
    expect(readStartOptions([])).toEqual({ samples: 'first-start', help: false });
    expect(readStartOptions(['--empty'])).toEqual({ samples: 'never', help: false });
    expect(readStartOptions(['--samples', '--help'])).toEqual({ samples: 'ask-again', help: true });
  });

  it('refuse what they do not know', () => {
    expect(() => readStartOptions(['--fast'])).toThrow('--fast');
    expect(() => readStartOptions(['now'])).toThrow('now');
    expect(() => readStartOptions(['--empty', '--samples'])).toThrow('contradict');
  });
});
