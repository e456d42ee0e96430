import { Logger } from '@nestjs/common';
import { accepted, type Outcome, refused } from '../../../../libs/domain/kernel/index.js';
import type { RunEffects } from '../../../../libs/features/runs/index.js';
import { type EffectPool, EffectProcessor } from './effect.processor.js';

const EFFECT = {
  ...{
    plan: {
      uncovered: [
        { case: 'A', reason: 'no-candidate' },
        { case: 'Z', reason: 'x' },
      ],
    },
  },
  changed: [{ case: 'A', after: null }],
  ...{ scoreBefore: 1, scoreAfter: 2, coverage: [], leaders: [], isBest: true, overruled: [] },
};

/** A processor whose neighbours note what they were told. */
function processorWith(found: () => Promise<Outcome<unknown>>, isOpen = true) {
  const told: string[] = [];
  const question = { id: 'e1', runId: 'r1', key: 'r1', changes: [] };
  const effects = {
    question: () => Promise.resolve(isOpen ? question : null),
    answer: (_actor: unknown, _id: string, content: { readonly uncovered: readonly unknown[] }) =>
      Promise.resolve(told.push(`known ${String(content.uncovered.length)}`)),
    refuse: (_actor: unknown, _id: string, state: string, { code }: { readonly code: string }) =>
      Promise.resolve(told.push(`${state} ${code}`)),
  };
  const processor = new EffectProcessor(
    effects as unknown as RunEffects,
    { effect: found } as unknown as EffectPool,
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
  ])('tells %s', async (code, expected) => {
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
