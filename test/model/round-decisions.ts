import { isLive, type ModelMatch, type ModelRun, type RoundModel, type Step } from './round-model.js';

/** A step that is one transaction, so that several may be under way at once. */
export type Decision = Exclude<Step, { readonly kind: 'run' | 'sign' | 'dispute' }>;

export function isDecision(step: Step): step is Decision {
  return step.kind !== 'run' && step.kind !== 'sign' && step.kind !== 'dispute';
}

/** The same about the match that it counts to now, also when there are more of them afterwards. */
export function pinned(model: RoundModel, step: Decision): Decision {
  return 'match' in step ? { ...step, match: step.match % Math.max(model.matches.length, 1) } : step;
}

/** The id of a match that the service makes with an override, until the model is told. */
export const NOT_YET_KNOWN = '';

/** Takes the decision where it may be taken, and says whether it was; `seen` is the version of the answer it is about. */
export function takeInModel(model: RoundModel, step: Decision, seen?: number): boolean {
  switch (step.kind) {
    case 'survey':
      return survey(model, step, seen);
    case 'publish':
    case 'place':
    case 'forbid': {
      const run = model.runAt(step.run);
      return run !== undefined && takeOfRun(model, run, step);
    }
    default: {
      const match = model.matchAt(step.match);
      return match !== undefined && takeOfMatch(model, match, step);
    }
  }
}

function survey(
  model: RoundModel,
  { leader, halfDays }: Extract<Step, { kind: 'survey' }>,
  seen: number | undefined,
): boolean {
  const version = model.answerVersions[leader] ?? 1;
  const spoken = model.reserved(leader) + (model.delivered[leader] ?? 0);
  if (halfDays < spoken || (seen ?? version) !== version) return false;
  model.granted[leader] = halfDays;
  model.answerVersions[leader] = version + 1;
  return true;
}

function takeOfRun(
  model: RoundModel,
  run: ModelRun,
  step: Extract<Step, { kind: 'publish' | 'place' | 'forbid' }>,
): boolean {
  if (step.kind === 'publish') {
    if (!model.mayPublish(run)) return false;
    model.publish(run);
    return true;
  }
  const pair = { case: step.case, leader: step.leader };
  if (step.kind === 'forbid') {
    if (!model.mayForbid(run, step.case, step.leader)) return false;
    model.forbid(step.leader, step.case);
    return true;
  }
  if (!model.mayPlace(run, step.case, step.leader)) return false;
  model.add({ ...pair, run, id: NOT_YET_KNOWN }, run.state === 'published' ? 'published' : 'proposed');
  return true;
}

function takeOfMatch(
  model: RoundModel,
  match: ModelMatch,
  step: Extract<Decision, { match: number }>,
): boolean {
  switch (step.kind) {
    case 'reassign':
      return reassign(model, match, step.leader);
    case 'unassign':
      if (!model.mayUnassign(match)) return false;
      model.move(match, 'superseded');
      return true;
    case 'log':
      if (!model.mayLog(match, step.halfDays)) return false;
      model.log(match, step.halfDays);
      return true;
    case 'end':
      if (match.state !== 'active' || match.drafts.length > 0) return false;
      model.end(match);
      return true;
    default:
      if (match.state !== 'published') return false;
      if (step.kind === 'decline') model.decline(match, step.otherDates);
      else model.move(match, ANSWERS[step.kind]);
      return true;
  }
}

const ANSWERS = { accept: 'accepted', unpublish: 'proposed', 'end-waiting': 'lapsed' } as const;

function reassign(model: RoundModel, match: ModelMatch, leader: number): boolean {
  if (!model.mayReassign(match, leader)) return false;
  const state = isLive(match) ? 'published' : 'proposed';
  model.move(match, 'superseded');
  model.add({ leader, case: match.case, run: match.run, id: NOT_YET_KNOWN }, state);
  return true;
}

/** The model as one order of the decisions leaves it that explains every answer; undefined where none does. */
export function explained(
  model: RoundModel,
  asked: readonly { readonly step: Decision; readonly seen?: number; readonly done: boolean }[],
  agrees: (after: RoundModel) => boolean,
): RoundModel | undefined {
  for (const order of permutations(asked)) {
    const after = model.copy();
    if (!order.every(({ step, seen, done }) => takeInModel(after, step, seen) === done)) continue;
    if (agrees(after)) return after;
  }
  return undefined;
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first, at) =>
    permutations(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  );
}
