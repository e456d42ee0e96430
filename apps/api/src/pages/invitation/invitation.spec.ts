import { invitationFaults } from './invitation.form.js';

const GIVEN = { username: 'Ann Other', password: 'correct horse battery' };
const refused = (code: string) => ({ code, facts: {} });

it('tells what is wrong beside its field, and all that is missing at once', () => {
  const { errors, faults } = invitationFaults(refused('bad-username'), { username: '', password: '' });
  expect(errors).toEqual([
    { text: 'Choose a username', href: '#username' },
    { text: 'Choose a password', href: '#password' },
  ]);
  expect(Object.keys(faults)).toEqual(['username', 'password']);
});

it.each([
  ['bad-username', '#username'],
  ['username-taken', '#username'],
  ['bad-password', '#password'],
  ['identity-taken', undefined],
])('leads from %s to %s', (code, href) => {
  expect(invitationFaults(refused(code), GIVEN).errors?.map((error) => error.href)).toEqual([href]);
  expect(invitationFaults(undefined, GIVEN).errors).toBeNull();
});
