import { unknownSubjectSentence } from './unknown-subject-words.js';

const SOURCE = { file: '2ri-plus.csv', row: 3 };
const SCHOOL = { list: '2ri-plus', subjectKind: 'school', subjectId: '990001', source: SOURCE } as const;

describe('what a list names and no file holds', () => {
  it.each([
    [{ ...SCHOOL, reason: 'no-record', successors: [] }, /URN 990001 .* no file of schools holds it/],
    [
      { ...SCHOOL, reason: 'not-open', successors: ['990002'] },
      /school is not open.* followed by URN 990002\.$/,
    ],
    [
      { ...SCHOOL, subjectKind: 'trust', list: 'referrals', reason: 'no-academy-trust', successors: [] },
      /^UID 990001 is named on the list of referrals, but that group is no academy trust/,
    ],
  ] as const)('is told in a sentence: %o', (subject, words) => {
    expect(unknownSubjectSentence(subject)).toMatch(words);
  });
});
