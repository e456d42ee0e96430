import { removesMost } from './removes-most.js';

describe('a file that takes the place of another', () => {
  it.each([
    ['nothing is stored', { added: 9, changed: 0, removed: 0, same: 0 }, null],
    ['half goes', { added: 9, changed: 1, removed: 2, same: 1 }, null],
    ['more than half goes', { added: 9, changed: 1, removed: 3, same: 1 }, { removed: 3, stored: 5 }],
    ['the only one goes', { added: 1, changed: 0, removed: 1, same: 0 }, { removed: 1, stored: 1 }],
    ['no preview was made', null, null],
  ] as const)('where %s', (_title, counts, found) => {
    expect(removesMost(counts)).toEqual(found);
  });
});
