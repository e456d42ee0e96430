import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type OfferYear } from '../../libs/domain/kernel/index.js';
import { type ImportKind } from '../../libs/features/imports/index.js';
import { importFile, type TestService } from './service-harness.js';

export function sample(name: string): Buffer {
  return readFileSync(resolve(process.cwd(), 'samples', name));
}

export const INSPECTION_SAMPLES = [
  'ofsted-2025.csv',
  'ofsted-2023.csv',
  'ofsted-2019.csv',
  'ofsted-2005-19.csv',
] as const;

const FILES: readonly (readonly [ImportKind, string, OfferYear?])[] = [
  ['places', 'outcodes.csv'],
  ['schools', 'gias.csv'],
  ['groups', 'groups.csv'],
  ['group-links', 'group-links.csv'],
  ['school-links', 'links.csv'],
  ...INSPECTION_SAMPLES.map((name) => ['inspections', name] as const),
  ['2ri-plus', '2ri-plus.csv', '2024-25'],
  ['referrals', 'referrals.csv', '2022-23'],
];

/** Imports the samples about schools and trusts, the newest inspections first. */
export async function importSchoolSamples(service: TestService): Promise<void> {
  for (const [kind, name, offer] of FILES) {
    const file = { kind, name, content: sample(name), ...(offer === undefined ? {} : { offer }) };
    const { state } = await importFile(service, file);
    if (state !== 'imported') throw new Error(`${name} was not imported`);
  }
}
