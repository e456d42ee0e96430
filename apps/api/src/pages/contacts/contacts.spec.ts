import {
  addressErrors,
  addressFormAddress,
  contactsAddress,
  partyChoices,
  partyText,
} from './contacts.presenter.js';

it('calls a party by its kind, number and name', () => {
  expect(partyText({ party: 'school', partyRef: '100001', partyName: 'Hill School' })).toBe(
    'School 100001, Hill School',
  );
  expect(partyText({ party: 'diocese', partyRef: 'CE01', partyName: null })).toBe('Diocese CE01');
  expect(partyText({ party: 'coordinator', partyRef: 'team' })).toBe('Coordinators');
});

it('counts the parties to choose from', () => {
  expect(partyChoices('trust', new Map([['trust', 3]]))).toEqual(
    expect.arrayContaining([
      { value: '', text: 'All', selected: false },
      { value: 'trust', text: 'Trust (3)', selected: true },
      { value: 'school', text: 'School (0)', selected: false },
    ]),
  );
});

it('puts codes into addresses and no person', () => {
  expect(contactsAddress({ party: 'school' }, 'school/100001')).toBe(
    '/contacts?party=school&cursor=school%2F100001',
  );
  const person = { party: 'school', partyRef: '100001', name: 'Sam', email: 'sam@example.org' };
  expect(addressFormAddress(person)).toBe('/contacts/form?party=school&partyRef=100001');
});

it('says at the field what is wrong', () => {
  const email = 'Enter one email address, like name@example.org';
  expect(addressErrors({ code: 'invalid-address', facts: { field: 'email' } })).toEqual({
    errors: [{ text: email, href: '#email' }],
    faults: { email: { text: email } },
  });
  expect(addressErrors({ code: 'unknown-party', facts: {} }).faults['partyRef']?.text).toMatch(
    /^There is no such party/,
  );
  expect(addressErrors(undefined)).toEqual({ errors: null, faults: {} });
});
