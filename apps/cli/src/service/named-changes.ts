import type { Answer } from './rest-client.js';
import { matchPage } from './resources.js';
import { everyPage, type ServiceSession } from './service-session.js';

/** Changes as they are named on the command line, each kind as often as wanted. */
export interface NamedChanges {
  readonly reassign?: readonly string[];
  readonly unassign?: readonly string[];
  readonly place?: readonly string[];
  readonly pin?: readonly string[];
  readonly forbid?: readonly string[];
  readonly lift?: readonly string[];
  readonly overrule?: readonly string[];
}

export type AskedChange = Readonly<Record<string, unknown>> & { readonly kind: string };

const WITH_LEADER = ['reassign', 'place', 'pin', 'forbid'] as const;
const OF_A_MATCH: readonly string[] = ['reassign', 'unassign'];
const NO_MATCH = '00000000-0000-0000-0000-000000000000';
const OPEN = ['proposed', 'published', 'accepted'];

/** The pair CASE=LEADER; undefined: it is none. */
function pairOf(text: string): { readonly caseId: string; readonly leaderRef: string } | undefined {
  const at = text.indexOf('=');
  return at < 1 || at === text.length - 1
    ? undefined
    : { caseId: text.slice(0, at), leaderRef: text.slice(at + 1) };
}

/** The first text that names no pair; undefined: all do. */
export function wrongPair(named: NamedChanges): string | undefined {
  return WITH_LEADER.flatMap((kind) => named[kind] ?? []).find((text) => pairOf(text) === undefined);
}

/** Cases, leaders and rulings as they were named, in the order in which the kinds are listed. */
export function changesNamed(named: NamedChanges): readonly AskedChange[] {
  const set = named.overrule === undefined ? {} : { overrule: named.overrule };
  return [
    ...WITH_LEADER.flatMap((kind) =>
      (named[kind] ?? []).map((text) => ({ kind, ...pairOf(text), ...(kind === 'forbid' ? {} : set) })),
    ),
    ...(named.unassign ?? []).map((caseId) => ({ kind: 'unassign', caseId })),
    ...(named.lift ?? []).map((rulingId) => ({ kind: 'lift', rulingId })),
  ];
}

/**
 * The same for the service, which knows matches by their ids: the open match of the case in the run. For a case without
 * one the service is to say that there is no such match.
 */
export async function withMatches(
  { client }: ServiceSession,
  runId: string,
  changes: readonly AskedChange[],
): Promise<Answer<readonly AskedChange[]>> {
  if (!changes.some(({ kind }) => OF_A_MATCH.includes(kind))) return { ok: true, value: changes, raw: null };
  const found = await everyPage(client, '/matches', { runId }, matchPage);
  if (!found.ok) return found;
  const open = new Map(
    found.value.filter(({ state }) => OPEN.includes(state)).map(({ caseId, id }) => [caseId, id]),
  );
  const value = changes.map((change): AskedChange => {
    if (!OF_A_MATCH.includes(change.kind)) return change;
    const { caseId, ...rest } = change;
    return { ...rest, matchId: open.get(String(caseId)) ?? NO_MATCH };
  });
  return { ok: true, value, raw: null };
}
