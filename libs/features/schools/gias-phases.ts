import type { Phase } from '../../domain/kernel/index.js';

/** Types of establishment (codes without leading zeros) whose phase is the type itself, whatever ages they teach. */
const PHASES_OF_TYPE: Readonly<Record<string, readonly Phase[]>> = {
  // community, non-maintained, independent and foundation special schools; special academies and free schools
  '7': ['special'],
  '8': ['special'],
  '10': ['special'],
  '12': ['special'],
  '33': ['special'],
  '36': ['special'],
  '44': ['special'],
  // pupil referral units; alternative-provision free schools and academies
  '14': ['alternative-provision'],
  '38': ['alternative-provision'],
  '42': ['alternative-provision'],
  '43': ['alternative-provision'],
  // special post-16 institutions
  '32': ['special', '16-plus'],
};

/** Types that tell their phase where `PhaseOfEducation` says "Not applicable". */
const PHASES_OF_TYPE_WITHOUT_PHASE: Readonly<Record<string, readonly Phase[]>> = {
  '15': ['nursery'],
  // further education, sixth-form centres; 16 to 19 free schools and academies
  '18': ['16-plus'],
  '31': ['16-plus'],
  '39': ['16-plus'],
  '45': ['16-plus'],
  '46': ['16-plus'],
  '57': ['16-plus'],
};

const PHASE_OF_CODE: Readonly<Record<string, Phase>> = {
  '1': 'nursery',
  '2': 'primary',
  '3': 'middle',
  '4': 'secondary',
  '5': 'middle',
  '6': '16-plus',
  '7': 'all-through',
};

/** Names as GIAS wrote them over the years, in lower case with single blanks for hyphens. */
const PHASE_OF_NAME: Readonly<Record<string, Phase>> = {
  nursery: 'nursery',
  primary: 'primary',
  'middle deemed primary': 'middle',
  secondary: 'secondary',
  'middle deemed secondary': 'middle',
  '16 plus': '16-plus',
  'all through': 'all-through',
};

export interface PhaseSource {
  readonly typeCode: string | null;
  /** `PhaseOfEducation (code)` without leading zeros; 0 means "not applicable". */
  readonly phaseCode: string | null;
  readonly phaseName: string | null;
  readonly lowAge: number | null;
  readonly highAge: number | null;
}

/**
 * The phases of a school: by its type where that decides, else by GIAS's phase, else by its statutory ages.
 * Empty when nothing tells.
 */
export function phasesOf(source: PhaseSource): readonly Phase[] {
  const type = source.typeCode ?? '';
  const ofType = PHASES_OF_TYPE[type];
  if (ofType !== undefined) return ofType;
  const name = (source.phaseName ?? '').toLowerCase().replaceAll('-', ' ');
  const stated = PHASE_OF_CODE[source.phaseCode ?? ''] ?? PHASE_OF_NAME[name];
  if (stated !== undefined) return [stated];
  const ofAges = phaseOfAges(source.lowAge, source.highAge);
  return PHASES_OF_TYPE_WITHOUT_PHASE[type] ?? (ofAges === null ? [] : [ofAges]);
}

/** England's usual age ranges: nursery to 5, primary to 11 (prep schools to 13), middle 8 or 9 to 12 to 14. */
function phaseOfAges(low: number | null, high: number | null): Phase | null {
  if (low === null || high === null || high <= low) return null;
  if (high <= 5) return 'nursery';
  if (low >= 16) return '16-plus';
  if (high <= 11) return 'primary';
  if (low >= 10) return 'secondary';
  if (high >= 15) return 'all-through';
  return low >= 8 ? 'middle' : 'primary';
}
