import { csvText } from '../../../../../libs/platform/files/index.js';
import {
  addressFaults,
  addressFormAddress,
  CONTACT_FILE_COLUMNS,
  contactColumns,
  contactTags,
  partyChoices,
  partyText,
} from './contacts.presenter.js';
import { addressFilter, contactsAddress, contactsForm } from './contacts.form.js';

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
  expect(contactsAddress({ party: 'school' }, { page: '2' })).toBe('/contacts?party=school&page=2');
  const person = { party: 'school', partyRef: '100001', name: 'Sam', email: 'sam@example.org' };
  expect(addressFormAddress(person)).toBe('/contacts/form?party=school&partyRef=100001');
});

it('says at the field what is wrong, and all that is missing at once', () => {
  const typed = { party: 'school', partyRef: '1', name: 'Head', email: 'x', source: 'Letter' };
  const nothing = { party: '', partyRef: '', name: ' ', email: '', source: '' };
  const { errors } = addressFaults(nothing, { code: 'unknown-party', facts: {} });
  expect(errors?.map(({ href }) => href)).toEqual(['#party', '#partyRef', '#name', '#email', '#source']);
  const email = 'Enter one email address, like name@example.org';
  expect(addressFaults(typed, { code: 'invalid-address', facts: { fields: ['email'] } })).toEqual({
    errors: [{ text: email, href: '#email' }],
    faults: { email: { text: email } },
  });
  const both = addressFaults(
    { ...typed, name: '' },
    { code: 'unknown-party', facts: { fields: ['name', 'email'] } },
  );
  expect(both.errors?.map(({ href }) => href)).toEqual(['#partyRef', '#name', '#email']);
  expect(addressFaults(typed, { code: 'unknown-party', facts: {} }).faults['partyRef']?.text).toMatch(
    /^There is no such party/,
  );
  expect(addressFaults(typed, undefined)).toEqual({ errors: null, faults: {} });
});

it('sorts by a link in each column and lets each filter be lifted', () => {
  const form = contactsForm({
    party: 'school',
    partyRef: ' 100001 ',
    sort: 'name',
    direction: 'x',
    page: '3',
  });
  expect(addressFilter(form)).toEqual({ party: 'school', partyRef: '100001' });
  expect(contactTags(form)).toEqual([
    { text: 'School', href: '/contacts?partyRef=100001&sort=name&direction=ascending' },
    { text: '“100001”', href: '/contacts?party=school&sort=name&direction=ascending' },
  ]);
  expect(contactColumns(form).map(({ text, ariaSort }) => [text, ariaSort])).toEqual([
    ...[
      ['Whose', 'none'],
      ['Name', 'ascending'],
      ['Email', 'none'],
      ['Found in', 'none'],
      ['Entered on', 'none'],
    ],
    ['What can be done', null],
  ]);
  expect(contactColumns(form)[0]?.href).toBe('/contacts?party=school&partyRef=100001');
  expect(contactsForm({ party: 'nobody', sort: 'x' })).toEqual({
    ...{ party: '', partyRef: '', sort: 'party', direction: 'ascending' },
  });
});

it('gives a file that can be sent back as contacts', () => {
  const address = { party: 'school', partyRef: '100001', name: 'Head', email: 'h@example.org' } as const;
  const more = { source: 'Letter', enteredBy: 'u', enteredAt: new Date(0), partyName: 'Hill School' };
  expect(csvText(CONTACT_FILE_COLUMNS, [{ ...address, ...more }])).toContain(
    'party,party_ref,contact_name,contact_email,found_in,party_name,entered_on\n' +
      'school,100001,Head,h@example.org,Letter,Hill School,1970-01-01',
  );
});
