const TABLE = /(?:aria-labelledby="([^"]+)"[^>]*>\s*)?<table[\s\S]*?<\/table>/g;
const SORTED = /\{\{ sort(?:Heads|Buttons)\(/;

/** The tables of a view without sort links, by name. */
export function unsortedTables(view: string, source: string): readonly string[] {
  return [...source.matchAll(TABLE)]
    .filter(([table]) => !SORTED.test(table))
    .map(
      ([table, labelledBy]) => `${view} ${labelledBy ?? /<caption[^>]* id="([^"]+)"/.exec(table)?.[1] ?? ''}`,
    );
}

/** Tables that are no list of rows to be sorted, each with the reason. */
export const NOT_SORTED: Readonly<Record<string, string>> = {
  'about/cookies.njk cookies': 'two cookies, explained',
  'about/matching.njk weights': 'the parts of a score, explained',
  'background-work/view.njk work': 'figures: one row for each kind of work',
  'run-compare/view.njk metrics': 'figures: one row for each figure of two runs',
  'eligibility/decision.njk findings': 'the rules of one decision in the order in which they were asked',
  'import/view.njk faults': 'the first problems of a file by its rows; all of them are in its file',
  'import/view.njk changes': 'examples of what a file changes, by kind',
  'match/view.njk next': 'at most five leaders in the order in which they would be asked',
  'run-case/view.njk others': 'at most five leaders in the order of the plan, best first',
  'override/replan.njk moves': 'the steps of one change, beside the form that decides on it',
  'override/effect-parts.njk pair-{{ loop.index }}': 'one pair before and after',
  'override/effect-parts.njk days-left': 'the leaders of one change before and after',
  'survey/view.njk changes': 'what happened to one answer, beneath the form that changes it',
};
