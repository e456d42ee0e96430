/** What a call asks of a leader's budget, in half-days. */
export interface DayCall {
  readonly leaderRef: string;
  readonly kind: 'reserve' | 'release' | 'read';
  /** What is reserved or given back; what was read as left. */
  readonly halfDays: number;
  /**
   * `unknown`: no answer came, so that it may have had its effect at any time since, or never. A call that was refused
   * for another reason than too few days says nothing of a budget and does not belong in a history.
   */
  readonly outcome: 'done' | 'too-few' | 'unknown';
  /** When it was sent and when its answer had come, on one clock that only goes forward. */
  readonly beganMs: number;
  readonly endedMs: number;
}

/** The first answer that no order of effects explains. */
export interface Anomaly {
  readonly leaderRef: string;
  readonly call: DayCall;
  /** What could have been left before it, in half-days, in all orders that explain the answers until then. */
  readonly couldBeLeft: readonly number[];
}

/** Calls under way that already had their effect, with what is then left. */
interface Standing {
  readonly effective: ReadonlySet<DayCall>;
  readonly left: number;
}

/**
 * Looks in the history of each budget for one order of effects in which every answer is right: each call takes effect at
 * one moment between its beginning and its end. The result has one anomaly for each leader whose history has no such
 * order; empty: the history is linearizable.
 *
 * Just-in-time linearization (G. Lowe, "Testing for linearizability", 2017; after Wing & Gong, 1993): histories of
 * different budgets are judged apart (linearizability is local), and an effect is placed no sooner than an answer needs it.
 */
export function anomaliesOf(
  calls: readonly DayCall[],
  grantedHalfDays: Readonly<Record<string, number>>,
): readonly Anomaly[] {
  return [...new Set(calls.map(({ leaderRef }) => leaderRef))].flatMap((leaderRef) => {
    const own = calls.filter((call) => call.leaderRef === leaderRef);
    const anomaly = firstAnomaly(own, grantedHalfDays[leaderRef] ?? 0);
    return anomaly === undefined ? [] : [{ leaderRef, ...anomaly }];
  });
}

function firstAnomaly(
  calls: readonly DayCall[],
  granted: number,
): Pick<Anomaly, 'call' | 'couldBeLeft'> | undefined {
  let standings: readonly Standing[] = [{ effective: new Set(), left: granted }];
  const underWay = new Set<DayCall>();
  for (const { call, isEnd } of eventsOf(calls)) {
    if (!isEnd) {
      underWay.add(call);
      continue;
    }
    const after = standings.flatMap((standing) => untilEffective(standing, call, underWay));
    if (after.length === 0) {
      const reached = standings.flatMap((standing) => reachable(standing, underWay));
      return { call, couldBeLeft: [...new Set(reached.map(({ left }) => left))].sort((a, b) => a - b) };
    }
    underWay.delete(call);
    standings = distinct(
      after.map(({ effective, left }) => ({ effective: without(effective, call), left })),
      underWay,
    );
  }
  return undefined;
}

/** Beginnings and ends in the order of time; of one moment the beginnings first, so that its calls overlap. */
function eventsOf(calls: readonly DayCall[]): readonly { readonly call: DayCall; readonly isEnd: boolean }[] {
  const begins = calls.map((call) => ({ call, isEnd: false, atMs: call.beganMs }));
  const ends = calls
    .filter(({ outcome }) => outcome !== 'unknown')
    .map((call) => ({ call, isEnd: true, atMs: call.endedMs }));
  return [...begins, ...ends].sort((a, b) => a.atMs - b.atMs || Number(a.isEnd) - Number(b.isEnd));
}

/** What is left after the call had its effect; undefined where its answer would then have been another. */
function effect(left: number, { kind, halfDays, outcome }: DayCall): number | undefined {
  if (kind === 'read') return outcome === 'unknown' || left === halfDays ? left : undefined;
  if (kind === 'release') return outcome === 'too-few' ? undefined : left + halfDays;
  if (outcome === 'too-few') return left < halfDays ? left : undefined;
  return left >= halfDays ? left - halfDays : undefined;
}

/** Every way from here on, over calls under way, to where `call` had its effect. */
function untilEffective(from: Standing, call: DayCall, underWay: ReadonlySet<DayCall>): readonly Standing[] {
  return explore(from, underWay, ({ effective }) => effective.has(call)).filter(({ effective }) =>
    effective.has(call),
  );
}

function reachable(from: Standing, underWay: ReadonlySet<DayCall>): readonly Standing[] {
  return explore(from, underWay, () => false);
}

function explore(
  from: Standing,
  underWay: ReadonlySet<DayCall>,
  isFarEnough: (standing: Standing) => boolean,
): readonly Standing[] {
  const order = [...underWay];
  const met = new Map<string, Standing>();
  const open: Standing[] = [from];
  for (let standing = open.pop(); standing !== undefined; standing = open.pop()) {
    const key = keyOf(standing, order);
    if (met.has(key)) continue;
    met.set(key, standing);
    if (isFarEnough(standing)) continue;
    for (const next of order) {
      if (standing.effective.has(next)) continue;
      const left = effect(standing.left, next);
      if (left !== undefined) open.push({ effective: new Set([...standing.effective, next]), left });
    }
  }
  return [...met.values()];
}

/** Which calls had their effect says all: what is left is the sum of them. */
function keyOf({ effective }: Standing, order: readonly DayCall[]): string {
  return order.map((call) => (effective.has(call) ? '1' : '0')).join('');
}

function distinct(standings: readonly Standing[], underWay: ReadonlySet<DayCall>): readonly Standing[] {
  const order = [...underWay];
  return [...new Map(standings.map((standing) => [keyOf(standing, order), standing])).values()];
}

function without(calls: ReadonlySet<DayCall>, call: DayCall): ReadonlySet<DayCall> {
  return new Set([...calls].filter((one) => one !== call));
}
