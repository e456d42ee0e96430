import type { LinearEngine, LinearSession, SolveOutcome } from '../../libs/domain/linear/index.js';

/** The engine, with something else in place of what each solve answers. */
export function changedEngine(
  right: LinearEngine,
  answer: (solve: () => SolveOutcome) => SolveOutcome,
): LinearEngine {
  const open: LinearEngine['open'] = (model): LinearSession => {
    const session = right.open(model);
    return {
      solve: (options) => answer(() => session.solve(options)),
      setCosts: (costs) => {
        session.setCosts(costs);
      },
      addRow: (row) => {
        session.addRow(row);
      },
      addColumns: (columns) => {
        session.addColumns(columns);
      },
      dispose: () => {
        session.dispose();
      },
    };
  };
  return { name: right.name, version: right.version, open };
}
