import {
  DEFAULT_RUN_PARAMS,
  paramsFaults,
  parseRunParams,
  type RunParams,
} from '../../../libs/domain/candidates/index.js';
import { CRITERION_CODES } from '../../../libs/domain/offers/index.js';
import { paramsFaultSentence } from '../../../libs/wording/index.js';
import { readText } from './read-facts.js';

const TIERS = ['tier-1', 'tier-2', 'tier-3'];

/** The settings of a run, or what is wrong with them, line by line. */
export type ParamsReading =
  { readonly params: RunParams } | { readonly params: null; readonly problems: readonly string[] };

/** Reads a params.json; without one every setting has its default. */
export async function readParams(path: string | undefined): Promise<ParamsReading> {
  if (path === undefined) return { params: DEFAULT_RUN_PARAMS };
  const text = await readText(path);
  if (text === null) return { params: null, problems: [`${path} — There is no such file.`] };
  const parsed = parsedJson(text);
  if (!parsed.ok) return { params: null, problems: [`${path} — This is not JSON: ${parsed.message}`] };
  const outcome = parseRunParams(parsed.value);
  if (!outcome.ok) {
    const faults = paramsFaults(outcome.refusal.facts);
    return { params: null, problems: faults.map((fault) => `${path} — ${paramsFaultSentence(fault)}`) };
  }
  const known = [...CRITERION_CODES, ...TIERS];
  const strange = Object.keys(outcome.value.priorities).filter((name) => !known.includes(name));
  if (strange.length === 0) return { params: outcome.value };
  return {
    params: null,
    problems: strange.map(
      (name) => `${path} — /priorities/${name} names no criterion or tier (allowed: ${known.join(', ')}).`,
    ),
  };
}

function parsedJson(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
