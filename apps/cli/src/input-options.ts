import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type IsoDate,
  OFFER_YEARS,
  type OfferYear,
  parseIsoDate,
} from '../../../libs/domain/kernel/index.js';
import { OFFER_LIST_CODES, type OfferListCode } from '../../../libs/domain/offers/index.js';

export const LIST_NAMES = OFFER_LIST_CODES;
export type ListName = OfferListCode;
export const MAPPED_FILES = ['survey', 'schools'] as const;
export type MappedFile = (typeof MAPPED_FILES)[number];

/** The files and settings that `assess` and `match` share, as paths. */
export interface InputOptions {
  readonly offer: OfferYear;
  readonly schools: string;
  /** Newest first: what the first file says of an inspection counts. */
  readonly inspections: readonly string[];
  readonly groups?: string;
  readonly groupLinks?: string;
  readonly links?: string;
  readonly places?: string;
  /** Last days of school terms. */
  readonly terms?: string;
  /** Schools for which trust and leader agree on direct support. */
  readonly directSupport?: string;
  /** The day up to which the inspection files are complete. */
  readonly inspectionsReach?: IsoDate;
  readonly list: Readonly<Partial<Record<ListName, string>>>;
  readonly map: Readonly<Partial<Record<MappedFile, string>>>;
  readonly params?: string;
  readonly asOf?: IsoDate;
  readonly out: string;
  readonly json: boolean;
  readonly strict: boolean;
  /** The tables as workbooks, too. */
  readonly xlsx: boolean;
}

export interface MatchOptions extends InputOptions {
  readonly survey: string;
  /** Absent: as many as cores. */
  readonly threads?: number;
  /** GeoJSON or TopoJSON that the map of the report is drawn over. */
  readonly boundaries?: string;
}

export const EXIT_CODES_HELP = `
Exit codes: 0 done (also when some rows of a file were refused: they are listed in errors.csv and on stderr);
2 bad usage, a file that cannot be used at all, or any refused row with --strict (then there are no
results); 1 a fault of ours.
Results are written all or nothing; errors.csv is written whenever there is something to list.`;

/** Adds the options that `assess` and `match` share. `mapDefault`: the file that a bare `--map FILE` is about. */
export function addInputOptions(command: Command, mapDefault: MappedFile): Command {
  return command
    .addOption(
      new Option('--offer <year>', 'the offer to decide').choices([...OFFER_YEARS]).makeOptionMandatory(),
    )
    .requiredOption('--schools <file>', 'GIAS establishments, CSV')
    .requiredOption(
      '--inspections <file>',
      'Ofsted management information, CSV; repeat it for older files, newest first',
      appended,
    )
    .option('--groups <file>', 'GIAS groups, CSV')
    .option('--group-links <file>', 'GIAS links between groups and schools, CSV')
    .option('--links <file>', 'GIAS links between schools and their predecessors, CSV')
    .option('--places <file>', 'postcode districts with their centres, CSV')
    .option('--terms <file>', 'last days of school terms, CSV: authority (a code, or national), term_end')
    .option(
      '--direct-support <file>',
      'schools for which trust and leader agree on direct support, CSV with a column URN',
    )
    .option(
      '--inspections-reach <date>',
      'the inspection files are complete up to this day (YYYY-MM-DD)',
      dateOption,
    )
    .option(
      '--list <name=file>',
      `a list that the offer asks for; name: ${LIST_NAMES.join(', ')}; repeatable`,
      named(LIST_NAMES, null),
      {},
    )
    .option(
      '--map <file>',
      'column map, JSON: {"their column": "our column"}; ' +
        `FILE is about the ${mapDefault} file, ${MAPPED_FILES.map((name) => `${name}=FILE`).join(' or ')} says which`,
      named(MAPPED_FILES, mapDefault),
      {},
    )
    .option('--params <file>', 'settings of the run, JSON')
    .option('--as-of <date>', 'what was published by this day is known (YYYY-MM-DD)', dateOption)
    .requiredOption('--out <folder>', 'folder for the results')
    .option('--json', 'print a machine-readable summary with every fault; no progress bar', false)
    .option('--xlsx', 'write each table as an Excel workbook, too', false)
    .option('--strict', 'end with exit code 2 when any row was refused', false)
    .addHelpText('after', EXIT_CODES_HELP);
}

function appended(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Reads `name=FILE` (or `FILE`, where there is a name to fall back on); the same name twice is a slip. */
function named<Name extends string>(names: readonly Name[], fallback: Name | null) {
  return (value: string, before: Partial<Record<Name, string>>): Partial<Record<Name, string>> => {
    const cut = value.indexOf('=');
    const prefix = cut < 0 ? '' : value.slice(0, cut);
    const known = names.find((name) => name === prefix);
    const name = known ?? fallback;
    if (name === null || (known === undefined && cut >= 0 && fallback === null)) {
      throw new InvalidArgumentError(`Write NAME=FILE with one of these names: ${names.join(', ')}.`);
    }
    const file = known === undefined ? value : value.slice(cut + 1);
    if (file === '') throw new InvalidArgumentError('The file name is missing.');
    if (before[name] !== undefined) throw new InvalidArgumentError(`${name} is given twice.`);
    return { ...before, [name]: file };
  };
}

function dateOption(value: string): IsoDate {
  const date = parseIsoDate(value);
  if (date === undefined) throw new InvalidArgumentError('Write a date as YYYY-MM-DD.');
  return date;
}
