import { readFile } from 'node:fs/promises';
import { canonicalSnapshot, type RunSnapshot } from '../../../libs/domain/candidates/index.js';
import { accepted, daysFromHalfDays, type Outcome, refused } from '../../../libs/domain/kernel/index.js';
import { readSurvey, type SurveyAnswer } from '../../../libs/features/survey/readers.js';
import { collected, fileAt } from '../../../libs/platform/files/index.js';
import { type Boundaries, readBoundaries } from '../../../libs/platform/geography/index.js';
import { planOnThreads, type SolvedRun, type SolveFunction, solveRun } from '../../../libs/solving/index.js';
import { listText, plural, refusalSentence } from '../../../libs/wording/index.js';
import { type CommandResult, finishCommand } from './command-report.js';
import { decisionFiles } from './decision-files.js';
import type { InputFaults } from './input-faults.js';
import type { MatchOptions } from './input-options.js';
import { leadersFromSurvey } from './leaders-from-survey.js';
import { matchFiles, matchWorkbooks } from './match-files.js';
import { matchReport, type ReportedRun } from './match-report.js';
import type { OurFile } from './output-folder.js';
import { ProgressBar, type Step } from './progress-bar.js';
import { mapFor, nothingRead } from './read-facts.js';
import { regionsOfLeaders } from './regions-of-leaders.js';
import { type AssessmentRun, mayGoOn, runAssessment } from './run-assessment.js';
import type { ExitCode, Terminal } from './terminal.js';
import { unplacedLeaders } from './unplaced-faults.js';

/** The whole of `match`, from read options to exit code. */
export async function matchFromFiles(options: MatchOptions, terminal: Terminal): Promise<ExitCode> {
  const bar = new ProgressBar(terminal, !options.json);
  const threads = options.threads === undefined ? {} : { most: options.threads };
  const solve = planOnThreads(threads, (sentence) => {
    terminal.err(`${sentence}\n`);
  });
  const result = await matchResult(options, solve, bar.show);
  bar.clear();
  return finishCommand(options, terminal, result);
}

async function matchResult(
  options: MatchOptions,
  solve: SolveFunction,
  onStep: (step: Step) => void,
): Promise<CommandResult> {
  const { run, faults, problems } = await runAssessment(options, onStep);
  const nothing: CommandResult = {
    assessment: run?.assessment ?? null,
    files: null,
    faults,
    problems,
    lines: [],
    figures: {},
  };
  if (run === null) return nothing;
  const answers = await readAnswers(options, run, faults, onStep);
  if (!mayGoOn(options, faults)) return nothing;
  const snapshot = snapshotOf(options, run, answers);
  faults.addNotes(unplacedLeaders(answers, snapshot.leaders, run.reading));
  const outline = await readOutline(options.boundaries);
  if (!outline.ok) return { ...nothing, problems: [refusalSentence(outline.refusal)] };
  const outcome = await solveRun(snapshot, solve, onStep);
  if (!outcome.ok) return { ...nothing, problems: [refusalSentence(outcome.refusal)] };
  const solved = outcome.value;
  const files = new Map<OurFile, string | Buffer>([
    ...(await decisionFiles(run.assessment.decisions, options)),
    ...matchFiles(solved),
    ['run.json', `${canonicalSnapshot(snapshot)}\n`],
    ...(options.xlsx ? await matchWorkbooks(solved) : []),
    ['report.html', matchReport(reported(solved, snapshot, answers, run, outline.value))],
  ]);
  return { ...nothing, files, lines: solvedLines(solved, options, run), figures: solvedFigures(solved) };
}

async function readAnswers(
  options: MatchOptions,
  { maps }: AssessmentRun,
  faults: InputFaults,
  onStep: (step: Step) => void,
): Promise<readonly SurveyAnswer[]> {
  onStep({ phase: 'survey', fraction: 0 });
  const { items, summary } = await collected<SurveyAnswer>((sink) =>
    readSurvey(fileAt(options.survey), sink, { ...mapFor(maps, 'survey'), offer: options.offer }),
  );
  faults.addSummaries([summary]);
  if (items.length === 0 && summary.stopped === null)
    faults.addUnusable(nothingRead(options.survey, [summary]));
  return items;
}

/** Null: none was given. */
async function readOutline(path: string | undefined): Promise<Outcome<Boundaries | null>> {
  if (path === undefined) return accepted(null);
  try {
    return readBoundaries(await readFile(path, 'utf8'));
  } catch (error) {
    return refused('file-refused', { path, reason: String(error) });
  }
}

function reported(
  solved: SolvedRun,
  snapshot: RunSnapshot,
  answers: readonly SurveyAnswer[],
  { reading }: AssessmentRun,
  outline: Boundaries | null,
): ReportedRun {
  const bases = new Map(answers.map(({ ref, baseUrn }) => [ref, baseUrn]));
  const regions = regionsOfLeaders(snapshot.leaders, bases, reading.facts.schools);
  return {
    ...{ solved, snapshot, outline },
    leaderNames: new Map(answers.flatMap(({ ref, name }) => (name === null ? [] : [[ref, name] as const]))),
    regionOfLeader: (ref) => regions.get(ref) ?? null,
  };
}

/** What the run looks at: every case of the assessment, and every leader with all their days. */
export function snapshotOf(
  { offer }: Pick<MatchOptions, 'offer'>,
  { assessment, params, reading }: AssessmentRun,
  answers: readonly SurveyAnswer[],
): RunSnapshot {
  return {
    version: 1,
    offer,
    asOf: assessment.asOf,
    params,
    cases: assessment.cases,
    leaders: leadersFromSurvey(answers, reading.facts, reading.places),
    earlier: [],
    rulings: [],
  };
}

function solvedLines(solved: SolvedRun, { offer }: MatchOptions, run: AssessmentRun): readonly string[] {
  const { plan, matches, uncovered, leaders, counts } = solved;
  const used = leaders.filter(({ halfDaysUsed }) => halfDaysUsed > 0);
  const days = used.reduce((sum, { halfDaysUsed }) => sum + daysFromHalfDays(halfDaysUsed), 0);
  const levels = plan.coverage.map(
    ({ priority, cases, covered }) => `priority ${String(priority)}: ${String(covered)} of ${String(cases)}`,
  );
  const { region } = run.params;
  return [
    ...(region !== null && counts.cases === 0
      ? [`No case of offer ${offer} lies in the region "${region}".`]
      : []),
    `${plural(matches.length, 'case', 'cases')} matched, ${String(uncovered.length)} uncovered` +
      `${levels.length > 0 ? ` (${listText(levels)})` : ''}.`,
    `${plural(used.length, 'leader', 'leaders')} of ${String(counts.leaders)} give ${plural(days, 'day', 'days')}; ` +
      `${plural(counts.candidates, 'pair was', 'pairs were')} possible.`,
    `Plan ${plan.status}: score ${String(plan.score)}, proven not to go below ${String(plan.scoreBound)} ` +
      `(${plan.engine || 'no engine'}, ${plan.seconds.toFixed(1)} s, seed ${String(plan.seed)}).`,
  ];
}

function solvedFigures({ plan, matches, uncovered, counts }: SolvedRun): CommandResult['figures'] {
  return {
    ...counts,
    matched: matches.length,
    uncovered: uncovered.length,
    status: plan.status,
    coverage: plan.coverage,
    score: plan.score,
    scoreBound: plan.scoreBound,
    gap: plan.gap,
    engine: plan.engine,
    seconds: plan.seconds,
    seed: plan.seed,
  };
}
