import type { OfferPolicy } from '../../libs/domain/offers/index.js';

/** One row of docs/policy.md: a sentence of an offer, what carries it, what proves it. */
interface PolicyRow {
  readonly sentence: string;
  readonly carriers: readonly string[];
  readonly proofs: readonly Proof[];
  /** Spec files named without a title. */
  readonly specs: readonly string[];
}

/** `source`: a rule (then one of its cases) or a spec file (then one of its tests). */
interface Proof {
  readonly source: string;
  readonly title: string;
}

/** What the table is held against. */
export interface PolicyTableWorld {
  readonly policies: readonly OfferPolicy[];
  /** The cases that the rules are tested with. */
  readonly cases: readonly { readonly rule: string; readonly title: string }[];
  /** The text of a file of the project; null: there is none. */
  readonly textOf: (path: string) => string | null;
}

const COLUMNS = 3;
const OFFERS_ROOM = 'libs/domain/offers/';

/** What is wrong with the table, one sentence each; empty when every part of every offer has its row and its test. */
export function policyTableFaults(markdown: string, world: PolicyTableWorld): readonly string[] {
  const sections = sectionsOf(markdown, /^\d{4}-\d{2}$/);
  const years = world.policies.map(({ offer }) => offer as string);
  return [
    ...[...sections.keys()]
      .filter((year) => !years.includes(year))
      .map((year) => `${year}: there is no such offer`),
    ...[...sectionsOf(markdown, /^Needs, predecessors/).values()]
      .flat()
      .flatMap((row) => specFaults(row, world)),
    ...world.policies.flatMap((policy) => {
      const rows = sections.get(policy.offer);
      return rows === undefined
        ? [`${policy.offer}: the offer has no table`]
        : [...carrierFaults(policy, rows), ...rows.flatMap((row) => proofFaults(policy, row, world))];
    }),
  ];
}

/** Everything of an offer that a sentence of its guidance must stand for. */
export function carriersOf(policy: OfferPolicy): readonly string[] {
  const criteria = [...policy.schoolCriteria, ...policy.trustCriteria];
  const extras = [...policy.schoolExtras, ...policy.trustExtras];
  const rules = [
    ...policy.schoolPreconditions,
    ...criteria.flatMap(({ allOf }) => allOf),
    ...policy.tiers.flatMap(({ anyOf }) => anyOf),
    ...extras.map(({ rule }) => rule),
    ...(policy.trustLevelRule === null ? [] : [policy.trustLevelRule]),
  ];
  const { eligibilityWindow: window, supportWindow: support, contacts, leaderRolesByUnit: leaders } = policy;
  const forTrusts = policy.trustCriteria.length > 0;
  return [
    ...new Set([
      ...rules.map((rule) => `rule ${rule}`),
      ...criteria.map(({ code }) => `criterion ${code}`),
      ...criteria.flatMap(({ reading }) => (reading === undefined ? [] : [`reading ${reading}`])),
      ...policy.tiers.map(({ tier }) => `tier ${String(tier)}`),
      ...extras.map(({ extra }) => `extra ${extra}`),
      ...extras.flatMap(({ amountPounds }) =>
        amountPounds === null ? [] : [`pounds ${String(amountPounds)}`],
      ),
      `window ${window.from} to ${window.to}`,
      `support ${support.from} to ${support.to}`,
      `school days ${String(policy.halfDaysByUnit.school / 2)}`,
      ...(forTrusts ? [`trust days ${String(policy.halfDaysByUnit.trust / 2)}`] : []),
      `days ${policy.daysAre}`,
      `school leaders ${leaders.school.join(' or ')}`,
      ...(forTrusts ? [`trust leaders ${leaders.trust.join(' or ')}`] : []),
      `briefing ${policy.briefingRequired ? 'required' : 'not required'}`,
      `contacts ${contacts.order.join(' > ')}`,
      `Catholic contacts ${contacts.catholicOrder.join(' > ')}`,
      `diocese of ${contacts.dioceseOf} school`,
      ...Object.entries(policy.priorities).map(([name, priority]) => `priority ${name} ${String(priority)}`),
      `priority otherwise ${String(policy.defaultPriority)}`,
      ...policy.lists.map((list) => `list ${list}`),
      `certainty ${policy.source.certainty}`,
    ]),
  ];
}

function carrierFaults(policy: OfferPolicy, rows: readonly PolicyRow[]): readonly string[] {
  const wanted = carriersOf(policy);
  const found = new Set(rows.flatMap(({ carriers }) => carriers));
  return [
    ...wanted.filter((carrier) => !found.has(carrier)).map((each) => `${policy.offer}: no row for "${each}"`),
    ...[...found]
      .filter((carrier) => !wanted.includes(carrier))
      .map((each) => `${policy.offer}: "${each}" is no part of the offer`),
  ];
}

function proofFaults(
  { offer }: OfferPolicy,
  { sentence, carriers, proofs }: PolicyRow,
  { cases, textOf }: PolicyTableWorld,
): readonly string[] {
  const isThere = ({ source, title }: Proof): boolean =>
    source.endsWith('.ts')
      ? hasLiteral(textOf(OFFERS_ROOM + source) ?? textOf(source), title)
      : cases.some((each) => each.rule === source && each.title === title);
  const rules = carriers.flatMap((carrier) => /^rule (.+)$/.exec(carrier)?.[1] ?? []);
  return [
    ...(carriers.length === 0 ? [`${offer}: nothing carries "${sentence}"`] : []),
    ...(proofs.length === 0 ? [`${offer}: no test proves "${sentence}"`] : []),
    ...proofs
      .filter((proof) => !isThere(proof))
      .map(({ source, title }) => `${offer}: there is no test "${title}" of ${source}`),
    ...rules
      .filter((rule) => !proofs.some(({ source }) => source === rule))
      .map((rule) => `${offer}: "${sentence}" names no test of the rule ${rule}`),
  ];
}

/** What holds for every offer is proved by whole specs. */
function specFaults({ sentence, specs }: PolicyRow, { textOf }: PolicyTableWorld): readonly string[] {
  const missing = specs.filter((spec) => textOf(OFFERS_ROOM + spec) === null && textOf(spec) === null);
  return [
    ...(specs.length === 0 ? [`no spec proves "${sentence}"`] : []),
    ...missing.map((spec) => `there is no spec ${spec}`),
  ];
}

/** A test's title is a text of its own in the file, not a word of another. */
function hasLiteral(text: string | null, title: string): boolean {
  return text !== null && ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
}

function sectionsOf(markdown: string, wanted: RegExp): ReadonlyMap<string, readonly PolicyRow[]> {
  const sections = new Map<string, PolicyRow[]>();
  let rows: PolicyRow[] | undefined;
  for (const line of markdown.split('\n')) {
    const heading = /^## (.+)$/.exec(line)?.[1];
    if (heading !== undefined) {
      rows = wanted.test(heading) ? [] : undefined;
      if (rows !== undefined) sections.set(heading, rows);
    }
    const row = rows === undefined ? null : rowOf(line);
    if (row !== null) rows?.push(row);
  }
  return sections;
}

/** Null: no row of a table, or its header. */
function rowOf(line: string): PolicyRow | null {
  if (!line.startsWith('|') || /^\|[\s|:-]+$/.test(line)) return null;
  const cells = line.split('|').slice(1, -1);
  const [sentence, carriedBy, provedBy] = cells.map((cell) => cell.trim());
  if (cells.length !== COLUMNS || ['What the offer says', 'What holds'].includes(sentence ?? '')) return null;
  return {
    sentence: sentence ?? '',
    carriers: [...(carriedBy ?? '').matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? ''),
    proofs: [...(provedBy ?? '').matchAll(/`([^`]+)` "([^"]+)"/g)].map(
      ([, source = '', title = '']): Proof => ({ source, title }),
    ),
    specs: [...(provedBy ?? '').matchAll(/`([^`]+\.spec\.ts)`(?! ")/g)].map((found) => found[1] ?? ''),
  };
}
