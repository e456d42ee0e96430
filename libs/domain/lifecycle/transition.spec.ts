import {
  CASE_EVENTS,
  CASE_STATES,
  caseReturnEvent,
  DECISION_EVENTS,
  DECISION_STATES,
  CLAIM_EVENTS,
  CLAIM_STATES,
  IMPORT_EVENTS,
  IMPORT_STATES,
  isFinal,
  LIVE_MATCH_STATES,
  MATCH_EVENTS,
  MATCH_STATES,
  RUN_EVENTS,
  RUN_STATES,
  transition,
  type MachineName,
  VISIT_EVENTS,
  VISIT_STATES,
} from './index.js';

/** Written out once more by hand: `state event -> state`. Every pair that is not listed must be refused. */
const EXPECTED: Readonly<Record<MachineName, string>> = {
  case: `
    eligible contact -> contacting
    eligible match -> matched
    contacting offer -> offered
    contacting match -> matched
    offered take-up -> taken-up
    offered turn-down -> turned-down
    offered match -> matched
    taken-up match -> matched
    matched start -> active
    matched return-to-eligible -> eligible
    matched return-to-contacting -> contacting
    matched return-to-offered -> offered
    matched return-to-taken-up -> taken-up
    active close -> closed
    active return-to-eligible -> eligible
    active return-to-contacting -> contacting
    active return-to-offered -> offered
    active return-to-taken-up -> taken-up`,
  run: `
    queued take -> preparing
    queued fail -> failed
    queued cancel -> cancelled
    preparing take -> preparing
    preparing solve -> solving
    preparing fail -> failed
    preparing cancel -> cancelled
    solving take -> preparing
    solving check -> checking
    solving fail -> failed
    solving cancel -> cancelled
    checking take -> preparing
    checking finish -> solved
    checking fail -> failed
    checking cancel -> cancelled
    solved publish -> published
    solved discard -> discarded
    published publish-more -> published
    published unpublish -> solved`,
  match: `
    proposed publish -> published
    proposed supersede -> superseded
    proposed stop -> stopped
    published unpublish -> proposed
    published accept -> accepted
    published decline -> declined
    published lapse -> lapsed
    published supersede -> superseded
    published stop -> stopped
    accepted start -> active
    accepted supersede -> superseded
    accepted stop -> stopped
    active complete -> completed
    active end-early -> ended-early`,
  decision: `
    awaiting-approval approve -> done
    awaiting-approval reject -> rejected
    done undo -> undone`,
  import: `
    received take -> reading
    reading take -> reading
    reading ask-kind -> needs-kind
    reading ask-columns -> needs-columns
    reading preview -> ready
    reading store -> imported
    reading fail -> failed
    needs-kind answer -> received
    needs-kind discard -> discarded
    needs-columns answer -> received
    needs-columns discard -> discarded
    ready answer -> received
    ready confirm -> confirmed
    ready outdate -> received
    ready discard -> discarded
    confirmed take -> confirmed
    confirmed outdate -> received
    confirmed store -> imported
    confirmed fail -> failed
    imported undo -> undoing
    undoing take -> undoing
    undoing finish-undo -> undone
    undoing refuse-undo -> imported`,
  visit: `
    draft edit -> draft
    draft sign -> signed
    draft dispute -> draft
    draft withdraw -> withdrawn`,
  claim: `
    made withdraw -> withdrawn`,
};

const MACHINES = {
  case: { states: CASE_STATES, events: CASE_EVENTS },
  run: { states: RUN_STATES, events: RUN_EVENTS },
  match: { states: MATCH_STATES, events: MATCH_EVENTS },
  decision: { states: DECISION_STATES, events: DECISION_EVENTS },
  import: { states: IMPORT_STATES, events: IMPORT_EVENTS },
  visit: { states: VISIT_STATES, events: VISIT_EVENTS },
  claim: { states: CLAIM_STATES, events: CLAIM_EVENTS },
} as const;

/** `state event -> state` for each pair that the machine allows, and the refused pairs. */
function walk(machine: MachineName): { allowed: string[]; refusedPairs: string[] } {
  const allowed: string[] = [];
  const refusedPairs: string[] = [];
  for (const state of MACHINES[machine].states)
    for (const event of MACHINES[machine].events) {
      const outcome = transition(machine, state, event);
      if (outcome.ok) allowed.push(`${state} ${event} -> ${outcome.value}`);
      else refusedPairs.push(`${state} ${event} ${outcome.refusal.code}`);
    }
  return { allowed, refusedPairs };
}

describe.each(Object.keys(EXPECTED) as MachineName[])('lifecycle of a %s', (machine) => {
  const { allowed, refusedPairs } = walk(machine);
  const expected = EXPECTED[machine]
    .trim()
    .split('\n')
    .map((line) => line.trim());

  it('allows exactly the pairs of the table', () => {
    expect([...allowed].sort()).toEqual([...expected].sort());
  });

  it('refuses every other pair of state and event', () => {
    const pairs = MACHINES[machine].states.length * MACHINES[machine].events.length;
    expect(refusedPairs).toHaveLength(pairs - expected.length);
    expect(refusedPairs.every((pair) => pair.endsWith(' not-possible-in-this-state'))).toBe(true);
  });

  it('has no state that nothing leads to, except the first', () => {
    const reached = new Set(allowed.map((line) => line.split(' -> ')[1]));
    const first = MACHINES[machine].states[0];
    expect(MACHINES[machine].states.filter((state) => !reached.has(state) && state !== first)).toEqual([]);
  });
});

describe('transition', () => {
  it('names what is possible instead', () => {
    expect(transition('match', 'accepted', 'unpublish')).toEqual({
      ok: false,
      refusal: {
        code: 'not-possible-in-this-state',
        facts: {
          machine: 'match',
          state: 'accepted',
          event: 'unpublish',
          possible: ['start', 'supersede', 'stop'],
        },
      },
    });
  });

  it('brings a case back to exactly where it was before its match', () => {
    const before = ['eligible', 'contacting', 'offered', 'taken-up'] as const;
    const roundTrips = before.map((state) => {
      const matched = transition('case', state, 'match');
      const back = transition('case', 'matched', caseReturnEvent(state));
      return [matched.ok && matched.value, back.ok && back.value];
    });
    expect(roundTrips).toEqual(before.map((state) => ['matched', state]));
  });

  it('ends where it should', () => {
    expect(CASE_STATES.filter((state) => isFinal('case', state))).toEqual(['turned-down', 'closed']);
    expect(IMPORT_STATES.filter((state) => isFinal('import', state))).toEqual([
      ...['failed', 'discarded', 'undone'],
    ]);
    expect(RUN_STATES.filter((state) => isFinal('run', state))).toEqual(['failed', 'cancelled', 'discarded']);
    expect(MATCH_STATES.filter((state) => isFinal('match', state))).toEqual([
      'declined',
      'lapsed',
      'completed',
      'ended-early',
      'superseded',
      'stopped',
    ]);
  });

  it('calls a match live exactly while it is published and not over', () => {
    const notLive = MATCH_STATES.filter((state) => !LIVE_MATCH_STATES.some((live) => live === state));
    expect(notLive.filter((state) => !isFinal('match', state))).toEqual(['proposed']);
  });
});
