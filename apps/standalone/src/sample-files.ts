import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OfferYear } from '../../../libs/domain/kernel/index.js';
import type { ImportKind } from '../../../libs/features/imports/index.js';

/** One file of `samples/`, with what it is imported as. */
export interface SampleFile {
  readonly name: string;
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
}

const file = (name: string, kind: ImportKind, offer: OfferYear | null = null): SampleFile => ({
  name,
  kind,
  offer,
});

/** In steps: what a step needs was read by the steps before it. */
export const SAMPLE_STEPS: readonly (readonly SampleFile[])[] = [
  [file('outcodes.csv', 'places')],
  [file('gias.csv', 'schools'), file('groups.csv', 'groups')],
  [
    file('group-links.csv', 'group-links'),
    file('links.csv', 'school-links'),
    file('ofsted-2005-19.csv', 'inspections'),
    file('ofsted-2019.csv', 'inspections'),
    file('ofsted-2023.csv', 'inspections'),
    file('ofsted-2025.csv', 'inspections'),
    file('contacts.csv', 'contacts'),
    file('2ri-plus.csv', '2ri-plus', '2024-25'),
    file('referrals.csv', 'referrals', '2022-23'),
    file('survey-2019-20.csv', 'survey', '2019-20'),
    file('survey-2022-23.csv', 'survey', '2022-23'),
    file('survey-2024-25.csv', 'survey', '2024-25'),
  ],
];

/** The offers that have a sample survey, so that something can be matched. */
export const SAMPLED_OFFERS: readonly OfferYear[] = SAMPLE_STEPS.flat().flatMap(({ kind, offer }) =>
  kind === 'survey' && offer !== null ? [offer] : [],
);

/** Where a sample lies: in `samples/` beside the package file, from the sources as from `dist`. */
export function samplePath(name: string): string {
  return join(samplesFolder(), name);
}

/** Hashes by which an import is known to be a sample. */
export function sampleHashes(): readonly string[] {
  return SAMPLE_STEPS.flat().map(({ name }) =>
    createHash('sha256')
      .update(readFileSync(samplePath(name)))
      .digest('hex'),
  );
}

function samplesFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = here.replace(/[/\\](?:dist[/\\])?apps[/\\]standalone[/\\]src$/, '');
  return join(root, 'samples');
}
