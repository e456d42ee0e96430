import { type LinearModel, solveOnce } from '../../domain/linear/index.js';
import { EXACT_OPTIONS } from '../conformance/index.js';
import { loadHighsEngine } from './highs-engine.js';

/** Each of `columns` may be 1, and every row holds thirty of them together to ten. */
function largeModel(columns: number): LinearModel {
  const rows = Array.from({ length: Math.floor(columns / 10) }, (_, row) => {
    const own = [...new Set(Array.from({ length: 30 }, (_one, k) => (row * 31 + k * k * 7) % columns))];
    return { lower: -Infinity, upper: 10, columns: own, coefficients: own.map((_one, k) => 1 + (k % 5)) };
  });
  return { columns: manyColumns(columns), rows };
}

function manyColumns(count: number): LinearModel['columns'] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ cost: -1 - (index % 97), lower: 0, upper: 1, integer: false },
  }));
}

/** What the standard types of Node leave out. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { readonly Memory: { readonly prototype: { grow(pages: number): number } } };
};

/** From now on the machine has no memory to give. */
function noMoreMemory(): void {
  jest.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
  });
}

describe('HiGHS without memory', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('answers a solve that memory does not do for with a failure, and whatever comes after it', async () => {
    const engine = await loadHighsEngine();
    const session = engine.open(largeModel(60_000));
    noMoreMemory();
    expect(session.solve(EXACT_OPTIONS)).toMatchObject({ kind: 'engine-failure' });
    session.addRow({ lower: 0, upper: 1, columns: [0], coefficients: [1] });
    session.setCosts([1]);
    session.addColumns([]);
    expect(session.solve(EXACT_OPTIONS)).toMatchObject({ kind: 'engine-failure' });
    session.dispose();
    jest.restoreAllMocks();
    expect(solveOnce(engine, largeModel(20), EXACT_OPTIONS)).toMatchObject({ kind: 'engine-failure' });
    expect(engine.isSpent).toBe(true);
  });

  it('refuses a model that it cannot take in, and still takes in a smaller one', async () => {
    const engine = await loadHighsEngine();
    noMoreMemory();
    expect(solveOnce(engine, { columns: manyColumns(1_500_000), rows: [] }, EXACT_OPTIONS)).toEqual({
      kind: 'engine-failure',
      message: 'Unable to allocate WebAssembly memory',
    });
    expect(solveOnce(engine, largeModel(20), EXACT_OPTIONS)).toMatchObject({ kind: 'optimal' });
  });

  it('is spent after a model that took much memory, not after a small one', async () => {
    const engine = await loadHighsEngine();
    solveOnce(engine, largeModel(20), EXACT_OPTIONS);
    expect(engine.isSpent).toBe(false);
    solveOnce(engine, { columns: manyColumns(100_001), rows: [] }, EXACT_OPTIONS);
    expect(engine.isSpent).toBe(true);
  });
});
