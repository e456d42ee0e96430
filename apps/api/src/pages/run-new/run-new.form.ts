import { DEFAULT_RUN_PARAMS, type RunParams } from '../../../../../libs/domain/candidates/index.js';
import type { RunView } from '../../../../../libs/features/runs/index.js';
import { type Form, textField } from '../form.js';

type Weights = RunParams['weights'];

/** What most people want of a matching; `own`: weights of one's own. */
export const PRESETS = ['balanced', 'closest', 'best-fit', 'few-changes', 'own'] as const;
export type Preset = (typeof PRESETS)[number];

export const PRESET_WEIGHTS: Readonly<Record<Exclude<Preset, 'own'>, Weights>> = {
  balanced: DEFAULT_RUN_PARAMS.weights,
  closest: { distanceMile: 1, missedNeed: 5, change: 10 },
  'best-fit': { distanceMile: 1, missedNeed: 40, change: 10 },
  'few-changes': { distanceMile: 1, missedNeed: 15, change: 60 },
};

/** The form as it was sent, so that it can be shown again. */
export interface RunNewForm {
  readonly offer: string;
  readonly label: string;
  readonly region: string;
  readonly maxMiles: string;
  readonly preset: Preset;
  readonly distanceMile: string;
  readonly missedNeed: string;
  readonly change: string;
  readonly timeLimitSeconds: string;
  /** Settings that the page does not show, of the run that was copied; as JSON. */
  readonly kept: string;
}

export function emptyForm(offer: string): RunNewForm {
  return {
    ...{ offer, label: '', region: '', maxMiles: '', preset: 'balanced', kept: '' },
    ...weightFields(DEFAULT_RUN_PARAMS.weights),
    timeLimitSeconds: String(DEFAULT_RUN_PARAMS.timeLimitSeconds),
  };
}

export function sentForm(body: Form): RunNewForm {
  return {
    offer: textField(body, 'offer'),
    label: textField(body, 'label'),
    region: textField(body, 'region'),
    maxMiles: textField(body, 'maxMiles'),
    preset: PRESETS.find((one) => one === textField(body, 'preset')) ?? 'balanced',
    distanceMile: textField(body, 'distanceMile'),
    missedNeed: textField(body, 'missedNeed'),
    change: textField(body, 'change'),
    timeLimitSeconds: textField(body, 'timeLimitSeconds'),
    kept: textField(body, 'kept').slice(0, 2000),
  };
}

/** The settings of an earlier run, to begin with. */
export function formOfRun({ offer, params }: Pick<RunView, 'offer' | 'params'>): RunNewForm {
  const { maxMiles, region, weights, timeLimitSeconds, ...kept } = params;
  const known = (Object.entries(PRESET_WEIGHTS) as [Exclude<Preset, 'own'>, Weights][]).find(([, preset]) =>
    sameWeights(preset, weights),
  );
  return {
    ...{ offer, label: '', region: region ?? '', maxMiles: maxMiles === null ? '' : String(maxMiles) },
    preset: known?.[0] ?? 'own',
    ...weightFields(weights),
    timeLimitSeconds: String(timeLimitSeconds),
    kept: JSON.stringify(kept),
  };
}

/** As params.json (contracts), still to be judged: what is no number stays one that is refused. */
export function paramsOf(form: RunNewForm): Readonly<Record<string, unknown>> {
  const number = (text: string): number | undefined => (text === '' ? undefined : Number(text));
  return {
    ...keptSettings(form.kept),
    ...(form.maxMiles === '' ? {} : { maxMiles: Number(form.maxMiles) }),
    ...(form.region === '' ? {} : { region: form.region }),
    weights:
      form.preset === 'own'
        ? {
            distanceMile: number(form.distanceMile),
            missedNeed: number(form.missedNeed),
            change: number(form.change),
          }
        : PRESET_WEIGHTS[form.preset],
    ...(form.timeLimitSeconds === '' ? {} : { timeLimitSeconds: Number(form.timeLimitSeconds) }),
  };
}

function keptSettings(text: string): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(text);
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? { ...kept } : {};
  } catch {
    return {};
  }
}

function weightFields({ distanceMile, missedNeed, change }: Weights) {
  return { distanceMile: String(distanceMile), missedNeed: String(missedNeed), change: String(change) };
}

function sameWeights(a: Weights, b: Weights): boolean {
  return a.distanceMile === b.distanceMile && a.missedNeed === b.missedNeed && a.change === b.change;
}
