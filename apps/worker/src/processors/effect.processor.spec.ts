import { Logger } from '@nestjs/common';
import { standIn } from '../../../../test/support/stand-in.js';
import { accepted, refused } from '../../../../libs/domain/kernel/index.js';
import { type EffectQuestion, RunEffects } from '../../../../libs/features/runs/index.js';
import type { RunEffect } from '../../../../libs/solving/index.js';
import { EffectPool, EffectProcessor } from './effect.processor.js';

const EFFECT: RunEffect = {
  plan: {
    ...{
      version: 1,
      status: 'optimal',
      matches: [],
      coverage: [],
      score: 2,
      scoreBound: 2,
      gap: 0,
      engine: 'test',
    },
    ...{ seconds: 0, seed: 1 },
    uncovered: [
      { case: 'A', reason: 'no-candidate' },
      { case: 'Z', reason: 'x' },
    ],
  },
  changed: [
    {
      ...{ case: 'A', priority: 1, before: 'L1', after: null, scoreBefore: 1, scoreAfter: null },
      ...{ reason: 'asked', because: [] },
    },
  ],
  ...{ scoreBefore: 1, scoreAfter: 2, coverage: [], leaders: [], isBest: true, overruled: [] },
};

/** A processor whose neighbours note what they were told. */
function processorWith(effect: EffectPool['effect'], isOpen = true) {
  const told: string[] = [];
  const note = (what: string): Promise<boolean> => Promise.resolve(told.push(what) > 0);
  const question: EffectQuestion = {
    ...{ id: 'e1', runId: 'r1', key: 'r1', changes: [], state: 'queued', content: null },
    ...{ failureCode: null, failureFacts: null, createdBy: 'test', createdAt: '2025-01-01T00:00:00Z' },
    load: () => Promise.reject(new Error('never')),
  };
  const processor = new EffectProcessor(
    standIn(RunEffects, {
      question: () => Promise.resolve(isOpen ? question : null),
      answer: (_actor, _id, { uncovered }) => note(`known ${String(uncovered.length)}`),
      refuse: (_actor, _id, state, { code }) => note(`${state} ${code}`),
    }),
    standIn(EffectPool, { effect }),
  );
  const handle = (attempt = 1, signal = new AbortController().signal): Promise<void> =>
    processor.handle({ effectId: 'e1' }, { jobId: 'effect-e1', attempt, signal });
  return { handle, told };
}

describe('answering what a change would do', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('stores the effect, with the reasons of those alone who lose their leader', async () => {
    const { handle, told } = processorWith(() => Promise.resolve(accepted(EFFECT)));
    await handle();
    expect(told).toEqual(['known 1']);
  });

  it.each([
    ['pins-contradict', 'refused pins-contradict'],
    ['time-limit-overrun', 'failed time-limit-overrun'],
  ] as const)('tells %s', async (code, expected) => {
    const { handle, told } = processorWith(() => Promise.resolve(refused(code)));
    await handle();
    expect(told).toEqual([expected]);
  });

  it('leaves an answered question alone', async () => {
    const { handle, told } = processorWith(() => Promise.reject(new Error('never')), false);
    await handle();
    expect(told).toEqual([]);
  });

  it('tries again what broke, and gives up at the last attempt', async () => {
    const { handle, told } = processorWith(() => Promise.reject(new Error('the thread died')));
    await expect(handle(1)).rejects.toThrow('the thread died');
    await handle(2);
    expect(told).toEqual(['failed worker-error']);
  });

  it('gives the question back when the process ends', async () => {
    const job = new AbortController();
    const { handle, told } = processorWith(() => {
      job.abort();
      return Promise.resolve(refused('cancelled'));
    });
    await expect(handle(2, job.signal)).rejects.toThrow('the effect was stopped');
    expect(told).toEqual([]);
  });
});
