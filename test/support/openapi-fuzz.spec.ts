import { misfits, type Schema } from './openapi-fuzz.js';

const SCHEMAS: Readonly<Record<string, Schema>> = {
  Visit: {
    type: 'object',
    required: ['id', 'halfDays'],
    properties: {
      id: { type: 'string' },
      halfDays: { type: 'integer' },
      state: { type: 'string', enum: ['logged', 'signed'] },
      note: { type: 'string', nullable: true },
      signed: { type: 'boolean' },
      tags: { type: 'array', items: { type: 'string' } },
    },
  },
  Page: {
    type: 'object',
    required: ['items'],
    properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Visit' } } },
  },
};
const VISIT = { id: 'v1', halfDays: 2, state: 'logged', note: null, signed: false, tags: ['a'] };
const of = (visit: object): readonly string[] =>
  misfits({ items: [VISIT, visit] }, { $ref: '#/components/schemas/Page' }, SCHEMAS);

describe('the check of an answer against the document', () => {
  it('finds nothing in an answer that fits, nor in one that leaves out what is optional', () => {
    expect(of(VISIT)).toEqual([]);
    expect(of({ id: 'v2', halfDays: 1 })).toEqual([]);
  });

  it.each<[what: string, visit: object, fault: string]>([
    ['a missing property', { id: 'v2' }, '/items/1/halfDays is missing'],
    ['a text for a number', { ...VISIT, halfDays: '2' }, '/items/1/halfDays is no number'],
    ['a number for a text', { ...VISIT, id: 2 }, '/items/1/id is no string'],
    ['a value that is not listed', { ...VISIT, state: 'lost' }, '/items/1/state is none of its values'],
    ['null where it may not be', { ...VISIT, id: null }, '/items/1/id is null'],
    ['a text for a truth value', { ...VISIT, signed: 'yes' }, '/items/1/signed is no boolean'],
    ['one thing for a list', { ...VISIT, tags: 'a' }, '/items/1/tags is no array'],
    ['more than it says', { ...VISIT, passwordHash: 'x' }, '/items/1/passwordHash is not described'],
    ['a wrong part of a list', { ...VISIT, tags: ['a', 1] }, '/items/1/tags/1 is no string'],
  ])('sees %s', (_what, visit, fault) => {
    expect(of(visit)).toEqual([fault]);
  });

  it('sees a list where an object is described, and a property of a part that is merged in', () => {
    expect(misfits([], { $ref: '#/components/schemas/Visit' }, SCHEMAS)).toEqual([' is no object']);
    const whole: Schema = {
      allOf: [{ $ref: '#/components/schemas/Visit' }],
      properties: { at: { type: 'string' } },
    };
    expect(misfits({ ...VISIT, at: 1 }, whole, SCHEMAS)).toEqual(['/at is no string']);
  });
});
