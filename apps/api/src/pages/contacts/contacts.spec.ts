import {
  addressFaults,
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

it('says at the field what is wrong, and all that is missing at once', () => {
  const typed = { party: 'school', partyRef: '1', name: 'Head', email: 'x', source: 'Letter' };
  const nothing = { party: '', partyRef: '', name: ' ', email: '', source: '' };
  const { errors } = addressFaults(nothing, { code: 'unknown-party', facts: {} });
  expect(errors?.map(({ href }) => href)).toEqual(['#party', '#partyRef', '#name', '#email', '#source']);
  const email = 'Enter one email address, like name@example.org';
  expect(addressFaults(typed, { code: 'invalid-address', facts: { field: 'email' } })).toEqual({
    errors: [{ text: email, href: '#email' }],
    faults: { email: { text: email } },
  });
  expect(addressFaults(typed, { code: 'unknown-party', facts: {} }).faults['partyRef']?.text).toMatch(
    /^There is no such party/,
  );
  expect(addressFaults(typed, undefined)).toEqual({ errors: null, faults: {} });
});
