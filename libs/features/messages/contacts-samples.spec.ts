import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collected, faultLine, fileAt } from '../../platform/files/index.js';
import { type GivenContact, readContacts } from './contacts-reader.js';

/** Every file in samples/ok and samples/rejected is read and compared with the `.expected.json` beside it. */
const SAMPLES = join(import.meta.dirname, 'samples');

const files = (folder: string): readonly string[] =>
  readdirSync(join(SAMPLES, folder)).filter((name) => name.endsWith('.csv'));

async function read(path: string) {
  const { items, summary } = await collected<GivenContact>((sink) => readContacts(fileAt(path), sink));
  return { stopped: summary.stopped?.code ?? null, items, messages: summary.faults.map(faultLine) };
}

function expectedOf(path: string): unknown {
  return JSON.parse(readFileSync(path.replace('.csv', '.expected.json'), 'utf8')) as unknown;
}

it.each(files('ok'))('%s is read whole', async (name) => {
  const path = join(SAMPLES, 'ok', name);
  const answer = await read(path);
  expect(answer).toEqual(expectedOf(path));
  expect(answer.messages).toEqual([]);
});

it.each(files('rejected'))('%s is told of row by row', async (name) => {
  const path = join(SAMPLES, 'rejected', name);
  const answer = await read(path);
  expect(answer).toEqual(expectedOf(path));
  expect(answer.messages.length).toBeGreaterThan(0);
});

it('are not too few', () => {
  expect([files('ok').length, files('rejected').length]).toEqual([2, 7]);
});
