import { pickItems } from './pick-items.js';

it('offers by name what there is, after nothing', () => {
  const names = new Map([
    ['L2', 'Zoë'],
    ['L1', 'ada'],
    ['L3', 'Bo'],
  ]);
  expect(pickItems(names, 'Choose a leader')).toEqual([
    { value: '', text: 'Choose a leader' },
    { value: 'L1', text: 'ada (L1)' },
    { value: 'L3', text: 'Bo (L3)' },
    { value: 'L2', text: 'Zoë (L2)' },
  ]);
});
