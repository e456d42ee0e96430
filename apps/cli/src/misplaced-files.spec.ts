import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOfTests, sampleFile } from '../../../test/support/cli-harness.js';
import type { InputOptions } from './input-options.js';
import { misplacedFiles } from './misplaced-files.js';

const folder = folderOfTests();

const RIGHT = {
  ...{ offer: '2024-25', schools: sampleFile('gias.csv'), inspections: [sampleFile('ofsted-2023.csv')] },
  ...{ groups: sampleFile('groups.csv'), groupLinks: sampleFile('group-links.csv') },
  ...{ links: sampleFile('links.csv'), places: sampleFile('outcodes.csv') },
  ...{ survey: sampleFile('survey-2024-25.csv') },
  ...{ list: {}, map: {}, out: 'out', json: false, strict: false, xlsx: false },
} satisfies InputOptions & { survey: string };

const problems = (changes: Partial<typeof RIGHT>) => misplacedFiles({ ...RIGHT, ...changes }, new Map());

it('says nothing of files that are where they belong', async () => {
  expect(await problems({})).toEqual([]);
});

it('names the option, the file and what it looks like, for every file that is elsewhere', async () => {
  const found = await problems({
    ...{ schools: sampleFile('ofsted-2023.csv'), inspections: [sampleFile('gias.csv')] },
    ...{ groups: sampleFile('group-links.csv'), survey: sampleFile('outcodes.csv') },
  });
  expect(found).toEqual([
    '--schools: ofsted-2023.csv looks like Ofsted management information, not like GIAS establishments.',
    '--inspections: gias.csv looks like GIAS establishments, not like Ofsted management information.',
    '--groups: group-links.csv looks like GIAS links between groups and schools, not like GIAS groups.',
    '--survey: outcodes.csv looks like a table of postcode districts, not like a capacity survey.',
  ]);
});

it('leaves files that cannot be read, and those of no clear kind, to their readers', async () => {
  const path = join(folder.path, 'odd.csv');
  writeFileSync(path, 'a,b\n1,2\n');
  expect(await problems({ schools: path, groups: join(folder.path, 'none.csv') })).toEqual([]);
});
