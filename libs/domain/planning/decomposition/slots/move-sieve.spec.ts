import { MoveSieve } from './move-sieve.js';

function taught(sieve: MoveSieve, kind: number, tries: number, made: number): void {
  for (let one = 0; one < tries; one++) sieve.tell(kind, 99, one < made);
  sieve.learn();
}

it('tries every kind until it knows better', () => {
  const sieve = new MoveSieve();
  sieve.learn();
  expect([1, 100, 1e6, 1e12].map((slack) => sieve.chanceOf(sieve.kindOf(2, slack)))).toEqual([1, 1, 1, 1]);
});

it('tells moves of one, two and three leaders apart, and sizes of slack', () => {
  const sieve = new MoveSieve();
  const kinds = [1, 2, 3].flatMap((leaders) =>
    [0.5, 10, 1e4, 1e9].map((slack) => sieve.kindOf(leaders, slack)),
  );
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(sieve.kindOf(3, Number.MAX_VALUE)).toBe(sieve.kindOf(3, 2 ** 31 - 1));
});

it('tries what is hardly ever made less often, but never not at all', () => {
  const sieve = new MoveSieve();
  const [good, fair, poor] = [sieve.kindOf(2, 10), sieve.kindOf(2, 1e4), sieve.kindOf(3, 1e8)];
  taught(sieve, good, 1000, 100);
  taught(sieve, fair, 1000, 20);
  taught(sieve, poor, 1000, 0);
  expect(sieve.chanceOf(good)).toBe(1);
  expect(sieve.chanceOf(fair)).toBeGreaterThan(0.3);
  expect(sieve.chanceOf(fair)).toBeLessThan(0.6);
  expect(sieve.chanceOf(poor)).toBeLessThan(sieve.chanceOf(fair));
  expect(sieve.chanceOf(poor)).toBeGreaterThan(0);
});

it('forgets what was long ago', () => {
  const sieve = new MoveSieve();
  const [first, second] = [sieve.kindOf(2, 10), sieve.kindOf(3, 10)];
  taught(sieve, first, 2000, 400);
  taught(sieve, second, 2000, 100);
  const before = sieve.chanceOf(second);
  taught(sieve, first, 20_000, 0);
  taught(sieve, second, 2000, 100);
  expect(before).toBeLessThan(1);
  expect(sieve.chanceOf(second)).toBeGreaterThan(before);
  expect(sieve.chanceOf(first)).toBeLessThan(sieve.chanceOf(second));
});
