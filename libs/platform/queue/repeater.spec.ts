import { Repeater } from './repeater.js';
import { tellOnce } from './tell-once.js';

describe('a repeater', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('works at once, then after each pause, and not once stopped', async () => {
    let done = 0;
    const repeater = new Repeater(
      100,
      () => {
        done++;
        return Promise.resolve();
      },
      () => undefined,
    );
    repeater.start();
    repeater.start();
    await jest.advanceTimersByTimeAsync(0);
    expect(done).toBe(1);
    await jest.advanceTimersByTimeAsync(250);
    expect(done).toBe(3);
    await repeater.stop();
    await jest.advanceTimersByTimeAsync(1000);
    expect(done).toBe(3);
  });

  it('never works twice at once, and stops only when the work is done', async () => {
    let release = (): void => undefined;
    let begun = 0;
    const repeater = new Repeater(
      10,
      () => {
        begun++;
        return new Promise<void>((settle) => {
          release = settle;
        });
      },
      () => undefined,
    );
    repeater.start();
    await jest.advanceTimersByTimeAsync(1000);
    expect(begun).toBe(1);
    let stopped = false;
    const stopping = repeater.stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(1000);
    expect(stopped).toBe(false);
    release();
    await stopping;
    expect(stopped).toBe(true);
  });

  it('works at once when woken, once more when woken at work, and not when stopped', async () => {
    let done = 0;
    let release = (): void => undefined;
    const repeater = new Repeater(
      1000,
      () => {
        done++;
        return new Promise<void>((settle) => {
          release = settle;
        });
      },
      () => undefined,
    );
    repeater.start();
    await jest.advanceTimersByTimeAsync(0);
    repeater.wake();
    repeater.wake();
    release();
    await jest.advanceTimersByTimeAsync(1);
    expect(done).toBe(2);
    release();
    await jest.advanceTimersByTimeAsync(1);
    expect(done).toBe(2);
    repeater.wake();
    await jest.advanceTimersByTimeAsync(1);
    expect(done).toBe(3);
    release();
    await repeater.stop();
    repeater.wake();
    await jest.advanceTimersByTimeAsync(5000);
    expect(done).toBe(3);
  });

  it('goes on after trouble', async () => {
    const told: string[] = [];
    const repeater = new Repeater(
      10,
      () => Promise.reject(new Error('away')),
      (error) => told.push(error.message),
    );
    repeater.start();
    await jest.advanceTimersByTimeAsync(15);
    await repeater.stop();
    expect(told).toEqual(['away', 'away']);
  });

  it('does the works after one in trouble all the same', async () => {
    const done: string[] = [];
    const repeater = new Repeater(
      1000,
      [
        () => Promise.reject(new Error('away')),
        () => {
          done.push('second');
          return Promise.resolve();
        },
      ],
      (error) => done.push(error.message),
    );
    repeater.start();
    await jest.advanceTimersByTimeAsync(10);
    await repeater.stop();
    expect(done).toEqual(['away', 'second']);
  });
});

describe('trouble', () => {
  it('is told once a minute, each kind by itself', () => {
    jest.useFakeTimers();
    const told: string[] = [];
    const tell = tellOnce((error, where) => told.push(`${where} ${error.message}`));
    for (let seconds = 0; seconds <= 60; seconds += 20) {
      tell(new Error('away'), 'queue');
      tell(new Error('away'), 'relay');
      jest.advanceTimersByTime(20_000);
    }
    expect(told).toEqual(['queue away', 'relay away', 'queue away', 'relay away']);
    jest.useRealTimers();
  });
});
