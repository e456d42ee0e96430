import { KeyedQueue } from './keyed-queue.js';

describe('a queue for each key', () => {
  it('runs the work of one key one after another, also after a failure, and forgets the key at the end', async () => {
    const queue = new KeyedQueue();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async (): Promise<string> => {
        log.push(`${name} begins`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const all = await Promise.allSettled([
      queue.run('a', work('first', true)),
      queue.run('a', work('second')),
      queue.run('b', work('other')),
    ]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(log.indexOf('first ends')).toBeLessThan(log.indexOf('second begins'));
    expect(log.indexOf('other begins')).toBeLessThan(log.indexOf('second begins'));
    expect(queue.size).toBe(0);
  });
});
