import { corpus, FILE_KINDS, orphanedAnswers } from './file-kinds.js';

interface Answer {
  readonly stopped: string | null;
  readonly messages: readonly string[];
}

const samples = corpus();
const answers = samples.map((sample) => ({
  ...sample,
  answer: JSON.parse(sample.expected ?? 'null') as Answer | null,
}));

/** What is said of a file as a whole: its columns first, and the rows that show it. */
const NAMES_ROWS_OF_THE_WHOLE = /^[^:]+, \w+(?:, \w+)*: .*, rows? \d+(?:, \d+)*\)/;

describe('the corpus of malformed files', () => {
  it('has at least 120 files, some of every kind', () => {
    const malformed = samples.filter(({ folder }) => folder === 'rejected');
    expect(malformed.length).toBeGreaterThanOrEqual(120);
    for (const kind of FILE_KINDS) {
      expect([kind, malformed.filter((sample) => sample.kind === kind).length > 3]).toEqual([kind, true]);
    }
  });

  it('has a golden answer for every file and a file for every golden answer', () => {
    expect(samples.filter(({ expected }) => expected === null).map(({ name }) => name)).toEqual([]);
    expect(orphanedAnswers()).toEqual([]);
  });

  it('tells of every malformed file where the fault is, and in a whole sentence', () => {
    for (const { name, folder, answer } of answers) {
      if (folder === 'ok') continue;
      expect([name, answer?.messages.length ?? 0]).not.toEqual([name, 0]);
      for (const message of answer?.messages ?? []) {
        expect(message.startsWith(name)).toBe(true);
        expect(message).toMatch(/: .*[.?]$/);
        expect(message).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  it('names row and column wherever a file is read to its end', () => {
    const vague = answers.flatMap(({ name, folder, answer }) =>
      folder === 'ok' || answer?.stopped !== null
        ? []
        : answer.messages.filter(
            (message) => !message.startsWith(`${name}, row `) && !NAMES_ROWS_OF_THE_WHOLE.test(message),
          ),
    );
    expect(vague).toEqual([]);
  });
});
