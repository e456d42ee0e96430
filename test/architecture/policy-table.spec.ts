import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OFFER_YEARS } from '../../libs/domain/kernel/index.js';
import { offerPolicy } from '../../libs/domain/offers/index.js';
import { RULE_CASES } from '../../libs/domain/offers/rules/rule-cases.fixture.js';
import { carriersOf, policyTableFaults, type PolicyTableWorld } from './policy-table.js';

const textOf = (path: string): string | null => {
  const full = join(process.cwd(), path);
  return existsSync(full) ? readFileSync(full, 'utf8') : null;
};
const TABLE = textOf('docs/policy.md') ?? '';
const WORLD: PolicyTableWorld = { policies: OFFER_YEARS.map(offerPolicy), cases: RULE_CASES, textOf };

describe('docs/policy.md', () => {
  it('has a row and a test for every part of every offer', () => {
    expect(policyTableFaults(TABLE, WORLD)).toEqual([]);
  });
});

describe('the check of docs/policy.md', () => {
  const lines = TABLE.split('\n');
  const [lineWithRule = ''] = lines.filter((line) => line.includes('`rule single-ri`'));
  const replaced = (from: string, to: string): readonly string[] =>
    policyTableFaults(TABLE.replace(from, to), WORLD);

  it('finds a row that is missing', () => {
    const without = policyTableFaults(lines.filter((line) => line !== lineWithRule).join('\n'), WORLD);
    expect(without).toContain('2019-20: no row for "rule single-ri"');
  });

  it.each(OFFER_YEARS.map((year) => [year, carriersOf(offerPolicy(year))] as const))(
    'finds each part of %s that has no row',
    (year, carriers) => {
      const faults = policyTableFaults(`## ${year}\n`, WORLD);
      expect(faults.filter((fault) => fault.startsWith(`${year}: `))).toEqual(
        carriers.map((carrier) => `${year}: no row for "${carrier}"`),
      );
    },
  );

  it('finds an offer without a table, and a table without an offer', () => {
    expect(policyTableFaults(TABLE.replace('## 2020-21', '## Elsewhere'), WORLD)).toEqual([
      '2020-21: the offer has no table',
    ]);
    expect(policyTableFaults(`${TABLE}\n## 2031-32\n`, WORLD)).toEqual(['2031-32: there is no such offer']);
  });

  it('finds a rule, a criterion and a number that the offer does not have', () => {
    expect(replaced('`rule single-ri`', '`rule double-ri`')).toEqual([
      '2019-20: no row for "rule single-ri"',
      '2019-20: "rule double-ri" is no part of the offer',
      expect.stringMatching(/names no test of the rule double-ri$/),
    ]);
    expect(replaced('`criterion ri-during-year`', '`criterion ri-in-year`')).toHaveLength(2);
    expect(replaced('`school days 10`', '`school days 9`')).toContain(
      '2022-23: "school days 9" is no part of the offer',
    );
  });

  it('finds what holds for every offer and has no spec', () => {
    expect(replaced('`needs.spec.ts`', '`no-needs.spec.ts`')).toEqual(['there is no spec no-needs.spec.ts']);
    expect(replaced('| `needs.spec.ts`', '| looked at')).toEqual([
      expect.stringMatching(/^no spec proves "Needs are areas/),
    ]);
  });

  it('finds a row without a test, and a test that is not there', () => {
    const bare = lineWithRule.replace(/`single-ri` "[^"]+"/g, '').replace(/; */g, '');
    expect(replaced(lineWithRule, bare).join('\n')).toMatch(/no test proves/);
    expect(replaced('`single-ri` "good before"', '`single-ri` "good after"')).toContain(
      '2019-20: there is no test "good after" of single-ri',
    );
    expect(replaced('`policy.spec.ts` "2019-20"', '`policy.spec.ts` "2019-2"')).toContain(
      '2019-20: there is no test "2019-2" of policy.spec.ts',
    );
    expect(replaced('`policy.spec.ts` "2019-20"', '`no.spec.ts` "2019-20"')).toContain(
      '2019-20: there is no test "2019-20" of no.spec.ts',
    );
  });
});
