import { calledActors, unnamed } from './actor-names.js';

const USERS = [
  { id: 'u1', displayName: 'Ada Example' },
  { id: 'u2', displayName: '(removed)' },
];

it.each([
  ['u1', 'Ada Example'],
  ['system', 'the service'],
  ['sign-off-link:7', 'the school or trust'],
  ['u2', 'somebody whose name was removed'],
  ['u9', 'somebody who is no longer known'],
])('tells an official who %s is: %s', (actorId, name) => {
  expect(calledActors(USERS)(actorId)).toBe(name);
});

it('tells a leader no name', () => {
  expect(['u1', 'u2', 'u9', 'me', 'system'].map(unnamed({ id: 'me' }))).toEqual([
    ...[
      'somebody on your behalf',
      'somebody on your behalf',
      'somebody on your behalf',
      'you',
      'the service',
    ],
  ]);
});
