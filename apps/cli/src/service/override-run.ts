import { z } from 'zod';
import { plural } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import {
  type AskedChange,
  changesNamed,
  type NamedChanges,
  withMatches,
  wrongPair,
} from './named-changes.js';
import type { ServiceOptions } from './service-options.js';
import {
  askOnce,
  pathOf,
  plain,
  printJson,
  refuse,
  type ServiceSession,
  tellFailure,
  withService,
} from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';
import { waitUntil } from './wait-until.js';

export interface PreviewOverrideOptions extends ServiceOptions, NamedChanges {
  readonly replan: boolean;
}

export interface MakeOverrideOptions extends ServiceOptions, NamedChanges {
  readonly effect?: string;
  readonly tag: string;
  readonly reasonCode: string;
  readonly reason: string;
}

const rule = z.object({ code: z.string(), why: z.string() });
const overrideEffect = z.object({
  tag: z.string(),
  isPossible: z.boolean(),
  why: z.string().nullable(),
  items: z.array(
    z.object({
      kind: z.string(),
      caseId: z.string().nullable(),
      leaderBefore: z.string().nullable(),
      leaderAfter: z.string().nullable(),
      after: z.object({ days: z.number(), distanceMiles: z.number() }).nullable(),
      toOverrule: z.array(rule),
      refusals: z.array(rule),
      problem: rule.nullable(),
    }),
  ),
  leaders: z.array(
    z.object({ leaderRef: z.string(), daysLeftBefore: z.number(), daysLeftAfter: z.number() }),
  ),
  coverage: z.array(
    z.object({ priority: z.number(), cases: z.number(), before: z.number(), after: z.number() }),
  ),
});
type OverrideEffect = z.infer<typeof overrideEffect>;

const madeOverride = z.object({ decisionId: z.string(), state: z.string() });
const askedEffect = z.object({ effectId: z.string() });
const planEffect = z.object({ state: z.string(), why: z.string().nullable() });

/** Shows what changes would do. Exit 2 when they cannot be made. */
export function previewOverride(
  runId: string,
  options: PreviewOverrideOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const wanted = options.replan
      ? await replanned(session, runId, options)
      : await wantedChanges(session, runId, options);
    if (typeof wanted === 'number') return wanted;
    const path = `${pathOf('runs', runId)}/overrides/preview`;
    const shown = await session.client.post(path, wanted, overrideEffect);
    if (!shown.ok) return tellFailure(session, shown.failure);
    if (options.json) printJson(terminal, { ...(shown.raw as object), ...wanted });
    else for (const line of effectLines(shown.value, wanted)) terminal.out(`${plain(line)}\n`);
    return shown.value.isPossible ? EXIT.done : EXIT.badInput;
  });
}

/** Makes changes that a preview has shown. */
export function makeOverride(
  runId: string,
  options: MakeOverrideOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const { effect, tag, reasonCode, reason, overrule } = options;
    const wanted =
      effect === undefined
        ? await wantedChanges(session, runId, options)
        : { effectId: effect, ...(overrule === undefined ? {} : { overrule }) };
    if (typeof wanted === 'number') return wanted;
    const path = `${pathOf('runs', runId)}/overrides`;
    const body = { ...wanted, reasonCode, reason };
    const request = session.client.post(path, body, madeOverride, { 'if-match': `"${tag}"` });
    return askOnce(session, request, ({ decisionId, state }) => [
      state === 'done'
        ? `The change is made: decision ${decisionId}.`
        : `The change waits for a second person: decision ${decisionId}.`,
    ]);
  });
}

/** The changes as they were named; an exit code where they could not be read. */
function namedOrRefused(session: ServiceSession, named: NamedChanges): readonly AskedChange[] | ExitCode {
  const wrong = wrongPair(named);
  if (wrong !== undefined) return refuse(session, 'bad-pair', `Write CASE=LEADER instead of ${wrong}.`);
  const changes = changesNamed(named);
  return changes.length === 0 ? refuse(session, 'no-change', 'Name at least one change.') : changes;
}

/** The changes as the service takes them; an exit code where they could not be read. */
async function wantedChanges(
  session: ServiceSession,
  runId: string,
  named: NamedChanges,
): Promise<{ readonly changes: readonly object[] } | ExitCode> {
  const changes = namedOrRefused(session, named);
  if (typeof changes === 'number') return changes;
  const found = await withMatches(session, runId, changes);
  return found.ok ? { changes: found.value } : tellFailure(session, found.failure);
}

/** Has the planner work out what the changes do to the whole plan, and waits for its answer. */
async function replanned(
  session: ServiceSession,
  runId: string,
  { overrule, ...named }: NamedChanges,
): Promise<{ readonly effectId: string } | ExitCode> {
  const changes = namedOrRefused(session, named);
  if (typeof changes === 'number') return changes;
  const asked = await session.client.post(`${pathOf('runs', runId)}/effect`, { changes }, askedEffect);
  if (!asked.ok) return tellFailure(session, asked.failure);
  const { effectId } = asked.value;
  const path = pathOf('runs', runId, 'effects', effectId);
  const answered = await waitUntil(
    () => session.client.get(path, planEffect),
    ({ state }) => state !== 'queued',
    () => undefined,
  );
  if (!answered.ok) return tellFailure(session, answered.failure);
  const { state, why } = answered.value;
  return state === 'known'
    ? { effectId, ...(overrule === undefined ? {} : { overrule }) }
    : refuse(session, `effect-${state}`, why ?? 'The planner gave no answer.');
}

function effectLines(effect: OverrideEffect, wanted: object): readonly string[] {
  const { items, leaders, coverage, tag, isPossible } = effect;
  const covered = coverage.filter(({ before, after }) => before !== after);
  return [
    ...textTable(
      ['change', 'case', 'from', 'to', 'days', 'miles'],
      items.map(({ kind, caseId, leaderBefore, leaderAfter, after }) => [
        ...[kind, caseId ?? '', leaderBefore ?? '', leaderAfter ?? ''],
        ...(after === null ? ['', ''] : [String(after.days), String(after.distanceMiles)]),
      ]),
    ),
    ...leaders.map(
      ({ leaderRef, daysLeftBefore, daysLeftAfter }) =>
        `${leaderRef}: ${plural(daysLeftBefore, 'day', 'days')} left before, ${String(daysLeftAfter)} after.`,
    ),
    ...covered.map(
      ({ priority, cases, before, after }) =>
        `Priority ${String(priority)}: ${String(after)} of ${plural(cases, 'case', 'cases')} with a leader, ${String(before)} before.`,
    ),
    ...obstacles(effect),
    ...('effectId' in wanted ? [`Effect: ${String(wanted.effectId)}`] : []),
    ...(isPossible ? [`Tag: ${tag}`] : []),
  ];
}

/** What stands in the way, each thing once. */
function obstacles({ items, isPossible, why }: OverrideEffect): ReadonlySet<string> {
  return new Set([
    ...items.flatMap(({ toOverrule, refusals, problem }) => [
      ...toOverrule.map((one) => `To be set aside with --overrule ${one.code}: ${one.why}`),
      ...refusals.map((one) => `Not possible: ${one.why}`),
      ...(problem === null ? [] : [problem.why]),
    ]),
    ...(isPossible ? [] : [why ?? 'It cannot be done.']),
  ]);
}
