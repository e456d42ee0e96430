import { KeptByRun } from './kept-by-run.js';

describe('what is kept of finished runs', () => {
  it('is read once', async () => {
    const kept = new KeptByRun<string>(3);
    const read = jest.fn(async () => Promise.resolve('plan'));
    expect([await kept.of('a 1', read), await kept.of('a 1', read)]).toEqual(['plan', 'plan']);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is looked for again when it was not there', async () => {
    const kept = new KeptByRun<string>(3);
    expect(await kept.of('a 1', async () => Promise.resolve(null))).toBeNull();
    expect(await kept.of('a 1', async () => Promise.resolve('plan'))).toBe('plan');
  });

  it('makes room by giving up what was not asked for the longest', async () => {
    const kept = new KeptByRun<number>(3);
    const ask = async (key: number): Promise<boolean> => {
      let isRead = false;
      await kept.of(String(key), async () => {
        isRead = true;
        return Promise.resolve(key);
      });
      return isRead;
    };
    for (let key = 0; key < 3; key += 1) await ask(key);
    await ask(0);
    await ask(3);
    expect([await ask(0), await ask(2), await ask(1)]).toEqual([false, false, true]);
  });
});
