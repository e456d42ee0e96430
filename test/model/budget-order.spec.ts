import { type BudgetCall, unexplained } from './budget-order.js';

const call = (
  key: string,
  kind: BudgetCall['step']['kind'],
  halfDays: number,
  [began, ended]: readonly [number, number],
  isDone = true,
): BudgetCall => ({ key, step: { kind, halfDays }, began, ended, isDone });

const GRANT = call('g', 'grant-to', 4, [1, 2]);
const A = call('a', 'reserve', 4, [3, 6]);

describe('the order that the ledger itself gives', () => {
  it.each([
    ['one after the other', [GRANT, A, call('b', 'release', 4, [7, 8])], ['g', 'a', 'b']],
    ['two at once, in either order', [GRANT, A, call('b', 'grant-to', 9, [4, 5])], ['g', 'b', 'a']],
    ['a refusal beside what took the days', [GRANT, A, call('b', 'reserve', 1, [4, 5], false)], ['g', 'a']],
    ['a grant of what there is', [GRANT, call('b', 'grant-to', 4, [3, 4])], ['g']],
    ['a delivery, which is two rows', [GRANT, A, call('d', 'deliver', 2, [7, 8])], ['g', 'a', 'd', 'd']],
  ])('explains %s', (_name, calls, order) => {
    expect(unexplained(calls, order)).toEqual([]);
  });

  it.each([
    ['days given twice', [GRANT, A, call('b', 'reserve', 4, [4, 5])], ['g', 'a', 'b'], 'b'],
    ['an effect without an answer that says so', [GRANT, { ...A, isDone: false }], ['g', 'a'], 'a'],
    ['a yes without an effect', [GRANT, A], ['g'], 'a'],
    ['an effect before the call', [GRANT, A, call('b', 'grant-to', 9, [7, 8])], ['g', 'b', 'a'], 'ba'],
    ['a refusal while there was enough', [GRANT, call('b', 'reserve', 4, [3, 4], false)], ['g'], 'b'],
    ['a refusal long after', [GRANT, call('b', 'reserve', 5, [3, 4], false), A], ['g', 'a'], ''],
    [
      'a refusal before it could be',
      [GRANT, call('b', 'reserve', 1, [3, 4], false), call('a', 'reserve', 4, [5, 6])],
      ['g', 'a'],
      'b',
    ],
  ])('judges %s', (_name, calls, order, wrong) => {
    expect(
      unexplained(calls, order)
        .map(({ key }) => key)
        .join(''),
    ).toBe(wrong);
  });
});
