import type { BackgroundWork, WorkOfKind } from '../../../../../libs/features/reports/index.js';
import { durationText, presentBackgroundWork } from './background-work.presenter.js';

const kind = (job: WorkOfKind['job'], more: Partial<WorkOfKind> = {}): WorkOfKind => ({
  ...{ job, unfinished: 0, oldestSeconds: null, heldUp: 0, failed: 0, done: 0 },
  ...more,
});
const work = (more: Partial<BackgroundWork> = {}): BackgroundWork => ({
  ...{ workers: 2, unsent: 0, unsentSeconds: null, kinds: [kind('run')] },
  ...more,
});
const shown = (more: Partial<BackgroundWork>): readonly string[] => {
  const { verdict, sentences } = presentBackgroundWork(work(more));
  return [verdict.text, ...sentences];
};

describe('the page of background work', () => {
  it('says that all is well, in one line', () => {
    expect(shown({})).toEqual(['Working', '2 workers are running.']);
  });

  it('says that no worker is there before anything else, and how to start one', () => {
    const [verdict, ...sentences] = shown({ workers: 0, kinds: [kind('run', { unfinished: 4, heldUp: 4 })] });
    expect(verdict).toBe('Stopped');
    expect(sentences).toEqual([expect.stringContaining('npm run start:worker')]);
  });

  it('tells a queue that takes nothing from work that takes long', () => {
    expect(shown({ unsent: 3, unsentSeconds: 90 })).toEqual([
      'Held up',
      '2 workers are running.',
      expect.stringContaining('3 jobs wait to be handed over, the first for 1 minute'),
    ]);
    expect(shown({ unsent: 1, unsentSeconds: 1 })[0]).toBe('Working');
    expect(shown({ workers: 1, kinds: [kind('import', { unfinished: 1, heldUp: 1 })] })).toEqual([
      'Held up',
      '1 worker is running.',
      expect.stringContaining('1 job takes longer than expected'),
    ]);
  });

  it('says how many failed, and leads to where each says why', () => {
    const page = presentBackgroundWork(
      work({ kinds: [kind('message', { failed: 2, done: 7 }), kind('effect')] }),
    );
    expect(page.verdict.text).toBe('Working, some failed');
    expect(page.sentences[1]).toContain('2 jobs of the last 7 days failed for good');
    expect(page.rows).toEqual([
      {
        ...{ name: 'Messages to send', href: '/outbox', unfinished: 0, oldest: '', heldUp: 0, failed: 2 },
        done: 7,
      },
      expect.objectContaining({ name: 'Effects of changes to matches', href: null }),
    ]);
  });
});

it.each([
  [0.2, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [7300, '2 hours'],
  [200_000, '2 days'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
