import { blanks, formFaults } from './form-faults.js';

describe('what is wrong with a form', () => {
  it('is told all at once, in the order of the fields, each field once', () => {
    const found = [
      { field: 'reason', text: 'Say why' },
      { field: 'name', text: 'Enter a name' },
      null,
      { field: 'reason', text: 'A reason is needed.' },
      { field: null, text: 'It changed meanwhile.' },
    ];
    expect(formFaults(['name', 'reason'], found)).toEqual({
      errors: [
        { text: 'Enter a name', href: '#name' },
        { text: 'Say why', href: '#reason' },
        { text: 'It changed meanwhile.' },
      ],
      faults: { name: { text: 'Enter a name' }, reason: { text: 'Say why' } },
    });
    expect(formFaults(['name'], [null])).toEqual({ errors: null, faults: {} });
  });

  it('counts a field with nothing but blanks as missing', () => {
    const words = { name: 'Enter a name', reason: 'Say why', party: 'Choose whose' };
    expect(blanks({ name: ' ', reason: 'because' }, words)).toEqual([
      { field: 'name', text: 'Enter a name' },
      { field: 'party', text: 'Choose whose' },
    ]);
  });
});
