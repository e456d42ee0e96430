import { basename } from 'node:path';
import type { OfferYear } from '../../../libs/domain/kernel/index.js';
import type { RunParams } from '../../../libs/domain/candidates/index.js';
import {
  asOfRange,
  assess,
  type Assessment,
  isAsOfSensible,
  isOpen,
  type OfferListCode,
  offerPolicy,
  type UnknownSubject,
} from '../../../libs/domain/offers/index.js';
import type { ColumnMap, FaultCode, RowFault } from '../../../libs/platform/files/index.js';
import { refusalSentence } from '../../../libs/wording/index.js';
import { InputFaults } from './input-faults.js';
import type { InputOptions, MappedFile, MatchOptions } from './input-options.js';
import type { Step } from './progress-bar.js';
import { misplacedFiles } from './misplaced-files.js';
import { type FactsReading, filesWithoutRows, nothingRead, readColumnMaps, readFacts } from './read-facts.js';
import { type AgreedReading, readAgreed } from './read-agreed.js';
import { readParams } from './read-params.js';
import { unplacedCases } from './unplaced-faults.js';

/** Everything that the shared options lead to: the files read, the settings, and the decisions. */
export interface AssessmentRun {
  readonly reading: FactsReading;
  readonly maps: ReadonlyMap<MappedFile, ColumnMap>;
  readonly params: RunParams;
  readonly assessment: Assessment;
}

/** Null: there is no result, and `faults` or `problems` say why. */
export interface AssessmentAttempt {
  readonly run: AssessmentRun | null;
  readonly faults: InputFaults;
  /** What is wrong apart from rows of files, one sentence each. */
  readonly problems: readonly string[];
}

/** Reads what the options name and decides who is eligible. */
export async function runAssessment(
  options: InputOptions & Partial<Pick<MatchOptions, 'survey'>>,
  onStep: (step: Step) => void,
): Promise<AssessmentAttempt> {
  const faults = new InputFaults();
  const { maps, faults: mapFaults } = await readColumnMaps(options.map);
  faults.addUnusable(...mapFaults);
  const settings = await readParams(options.params);
  if (settings.params === null) return { run: null, faults, problems: settings.problems };
  if (faults.isUnusable()) return { run: null, faults, problems: [] };
  const farAway = asOfProblem(options);
  if (farAway !== null) return { run: null, faults, problems: [farAway] };
  const misplaced = await misplacedFiles(options, maps);
  if (misplaced.length > 0) return { run: null, faults, problems: misplaced };

  const reading = await readFacts(options, maps, onStep);
  const agreed = await readAgreed(options);
  const summaries = [...reading.summaries, ...agreed.summaries];
  faults.addSummaries(summaries);
  if (reading.facts.schools.length === 0 && !faults.isUnusable()) {
    faults.addUnusable(nothingRead(options.schools, reading.summaries));
  }
  faults.addUnusable(...filesWithoutRows(options, summaries));
  if (!mayGoOn(options, faults)) return { run: null, faults, problems: [] };

  onStep({ phase: 'assessing', fraction: 0 });
  const assessment = assess(options.offer, reading.facts, {
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.inspectionsReach === undefined ? {} : { inspectionsReach: options.inspectionsReach }),
    ...(agreed.terms === null ? {} : { termDates: agreed.terms }),
    directSchoolSupport: agreed.directSupport.map(({ urn }) => urn),
    priorities: settings.params.priorities,
  });
  onStep({ phase: 'assessing', fraction: 1 });
  faults.addNotes([
    ...listsNotAsked(options),
    ...directSupportNotes(options, reading, agreed),
    ...assessment.unknownSubjects.map(unknownSubjectFault),
    ...unplacedCases(assessment, reading),
  ]);
  return { run: { reading, maps, params: settings.params, assessment }, faults, problems: [] };
}

function asOfProblem({ offer, asOf }: InputOptions): string | null {
  const policy = offerPolicy(offer);
  if (asOf === undefined || isAsOfSensible(policy, asOf)) return null;
  return refusalSentence({ code: 'bad-as-of', facts: { offer, asOf, ...asOfRange(policy) } });
}

const DIRECT_SUPPORT = 'direct-support';

/** Agreements that change nothing: the offer knows none, or the school is not there to be supported. */
function directSupportNotes(
  { offer, directSupport }: InputOptions,
  { facts }: FactsReading,
  { directSupport: agreed }: AgreedReading,
): readonly RowFault[] {
  if (directSupport === undefined) return [];
  if (offerPolicy(offer).trustLevelRule === null) return [notAsked(offer, DIRECT_SUPPORT, directSupport)];
  const schools = new Map(facts.schools.map((school) => [school.urn, school]));
  return agreed.flatMap(({ urn, source }): RowFault[] => {
    const school = schools.get(urn);
    if (school !== undefined && isOpen(school)) return [];
    const code = school === undefined ? 'subject-unknown' : 'subject-not-open';
    const named = { list: DIRECT_SUPPORT, subjectKind: 'school', successors: '' };
    return [{ ...source, column: null, value: urn, code, allowed: [], effect: 'noted', facts: named }];
  });
}

/** A list that the offer does not ask for is read, and told: it may be meant for another offer. */
function listsNotAsked({ offer, list }: InputOptions): readonly RowFault[] {
  const { lists } = offerPolicy(offer);
  return (Object.entries(list) as [OfferListCode, string][]).flatMap(([name, path]): RowFault[] => {
    return lists.includes(name) ? [] : [notAsked(offer, name, path)];
  });
}

function notAsked(offer: OfferYear, list: string, path: string): RowFault {
  return {
    ...{ file: basename(path), row: null, column: null, value: null },
    ...{ code: 'list-not-asked', allowed: offerPolicy(offer).lists, effect: 'noted', facts: { offer, list } },
  };
}

/** Bad rows do not stop a command; a file that cannot be used does, and so does any bad row with --strict. */
export function mayGoOn({ strict }: InputOptions, faults: InputFaults): boolean {
  return !faults.isUnusable() && !(strict && faults.rowsRefused > 0);
}

const UNKNOWN_SUBJECT_FAULTS: Readonly<Record<UnknownSubject['reason'], FaultCode>> = {
  'no-record': 'subject-unknown',
  'not-open': 'subject-not-open',
  'no-academy-trust': 'group-no-academy-trust',
};

/** The row of a list is good, but nothing could be decided about what it names: that is never passed over. */
function unknownSubjectFault(subject: UnknownSubject): RowFault {
  const { list, subjectKind, subjectId, reason, successors, source } = subject;
  return {
    ...source,
    column: null,
    value: subjectId,
    code: UNKNOWN_SUBJECT_FAULTS[reason],
    allowed: [],
    effect: 'noted',
    facts: { list, subjectKind, successors: successors.join(', ') },
  };
}
