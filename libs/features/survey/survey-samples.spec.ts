import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfferYear } from '../../domain/kernel/index.js';
import { collected, faultLine, fileAt } from '../../platform/files/index.js';
import type { SurveyAnswer } from './survey-answer.js';
import { readSurvey } from './survey-reader.js';

/**
 * Every file in samples/ok and samples/rejected is read and compared with the `.expected.json` beside it. A bug in
 * reading becomes one more file here.
 */
const SAMPLES = join(import.meta.dirname, 'samples');

interface Expected {
  /** What the file was given for; absent: nothing was said. */
  readonly offer?: OfferYear;
  /** Code of what stopped the reading of the whole file. */
  readonly stopped: string | null;
  /** ok: the answers in full; rejected: the references of the rows that were accepted all the same. */
  readonly accepted: readonly unknown[];
  /** What people are told, in order. */
  readonly messages: readonly string[];
}

const csvFiles = (folder: string): readonly string[] =>
  readdirSync(join(SAMPLES, folder)).filter((name) => name.endsWith('.csv'));

async function readSample(folder: 'ok' | 'rejected', name: string): Promise<Expected> {
  const { offer } = expectedOf(folder, name);
  const given = offer === undefined ? {} : { offer };
  const { items, summary } = await collected<SurveyAnswer>((sink) =>
    readSurvey(fileAt(join(SAMPLES, folder, name)), sink, given),
  );
  return {
    ...given,
    stopped: summary.stopped?.code ?? null,
    accepted: folder === 'ok' ? items : items.map((answer) => answer.ref),
    messages: summary.faults.map(faultLine),
  };
}

function expectedOf(folder: string, name: string): Expected {
  const text = readFileSync(join(SAMPLES, folder, name.replace('.csv', '.expected.json')), 'utf8');
  return JSON.parse(text) as Expected;
}

describe('good surveys', () => {
  it.each(csvFiles('ok'))('%s', async (name) => {
    const read = await readSample('ok', name);
    expect(read).toEqual(expectedOf('ok', name));
    expect(read.stopped).toBeNull();
  });
});

describe('surveys with faults', () => {
  it.each(csvFiles('rejected'))('%s', async (name) => {
    const read = await readSample('rejected', name);
    expect(read).toEqual(expectedOf('rejected', name));
    expect(read.messages.length).toBeGreaterThan(0);
  });
});

describe('the samples', () => {
  it('are many, and no expectation is without its file', () => {
    expect(csvFiles('ok').length).toBeGreaterThanOrEqual(15);
    expect(csvFiles('rejected').length).toBeGreaterThanOrEqual(50);
    for (const folder of ['ok', 'rejected']) {
      const orphans = readdirSync(join(SAMPLES, folder)).filter(
        (name) =>
          name.endsWith('.expected.json') &&
          !existsSync(join(SAMPLES, folder, name.replace('.expected.json', '.csv'))),
      );
      expect(orphans).toEqual([]);
    }
  });
});
