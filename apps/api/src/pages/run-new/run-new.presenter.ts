import { paramsFaults, type RunParams } from '../../../../../libs/domain/candidates/index.js';
import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import { plural, refusalSentence } from '../../../../../libs/wording/index.js';
import type { OfferItem } from '../offers-for.js';
import { type Preset, PRESET_WEIGHTS, PRESETS, type RunNewForm } from './run-new.form.js';

/** As GIAS names them. */
const REGIONS = [
  ...['East Midlands', 'East of England', 'London', 'North East', 'North West', 'South East', 'South West'],
  ...['West Midlands', 'Yorkshire and the Humber'],
];

const PRESET_NAMES: Readonly<Record<Preset, string>> = {
  balanced: 'Balanced',
  closest: 'Closest leaders',
  'best-fit': 'Best fit of expertise',
  'few-changes': 'Few changes',
  own: 'Weights of my own',
};

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface RunNewPage {
  readonly form: RunNewForm;
  readonly offers: readonly OfferItem[];
  readonly regions: readonly Item[];
  readonly presets: readonly (Item & { readonly hint: { readonly text: string } })[];
  readonly errors: readonly { readonly text: string; readonly href: string }[];
  /** By field, as the design system takes them. */
  readonly fieldErrors: Readonly<Record<string, { readonly text: string }>>;
}

export function presentRunNew(form: RunNewForm, offers: readonly OfferItem[], refusal?: Refusal): RunNewPage {
  const errors = refusal === undefined ? [] : errorsOf(refusal);
  return {
    form,
    offers,
    regions: [
      { value: '', text: 'All of England' },
      ...[...new Set([...REGIONS, ...(form.region === '' ? [] : [form.region])])].map((value) => ({
        ...{ value, text: value },
      })),
    ],
    presets: PRESETS.map((value) => ({
      ...{ value, text: PRESET_NAMES[value] },
      hint: {
        text: value === 'own' ? 'Say yourself what counts how much' : weightsSentence(PRESET_WEIGHTS[value]),
      },
    })),
    errors,
    fieldErrors: Object.fromEntries(errors.map(({ text, href }) => [href.slice(1), { text }])),
  };
}

/** What weights do, with an example. */
export function weightsSentence({ distanceMile, missedNeed, change }: RunParams['weights']): string {
  const miles = (points: number): string =>
    plural(Math.round((points / distanceMile) * 10) / 10, 'mile', 'miles');
  if (distanceMile === 0) return 'Distance does not count.';
  const near = 5;
  const far = near + missedNeed / distanceMile - 1;
  const example =
    missedNeed / distanceMile >= 2
      ? ` For example, a leader ${plural(Math.round(far), 'mile', 'miles')} away who meets every need comes before one ${String(near)} miles away who misses one.`
      : '';
  return `A need that is not met counts as much as ${miles(missedNeed)} more, a change of leader as ${miles(change)}.${example}`;
}

const FIELDS: Readonly<Record<string, readonly [field: string, name: string]>> = {
  '/maxMiles': ['maxMiles', 'Longest distance in miles'],
  '/region': ['region', 'Region'],
  '/weights/distanceMile': ['distanceMile', 'Points for each mile'],
  '/weights/missedNeed': ['missedNeed', 'Points for each need that is not met'],
  '/weights/change': ['change', 'Points for another leader than before'],
  '/timeLimitSeconds': ['timeLimitSeconds', 'Longest time in seconds'],
};

/** `0 to 1000`, `3 decimals` or `true or false` as what a field must be. */
function demand(allowed: string): string {
  if (allowed.endsWith('decimals')) return `must have at most ${allowed}`;
  return allowed.includes(' to ') ? `must be a number from ${allowed}` : `must be ${allowed}`;
}

function errorsOf(refusal: Refusal): RunNewPage['errors'] {
  if (refusal.code === 'invalid-params') {
    const known = paramsFaults(refusal.facts).flatMap(({ pointer, allowed }) => {
      const found = FIELDS[pointer];
      if (found === undefined) return [];
      return [{ text: `${found[1]} ${demand(allowed)}`, href: `#${found[0]}` }];
    });
    if (known.length > 0) return known;
  }
  return [{ text: refusalSentence(refusal), href: refusal.code === 'label-too-long' ? '#label' : '#offer' }];
}
