import { leaderWith, snapshotWith, supportCaseWith } from '../../../test/support/matching-factories.js';
import { planHere, type SolvedRun, solveRun } from '../../../libs/solving/index.js';
import { matchReport } from './match-report.js';

const EVIL = `"><script src=//evil.example/x.js></script><img onerror='alert(1)'>&`;

async function report(name: string): Promise<string> {
  const snapshot = snapshotWith({
    leaders: [leaderWith(), leaderWith({ leaderRef: `L2${name}`, travelMetres: 10 })],
    cases: [
      supportCaseWith({ name }),
      supportCaseWith({ name, caseId: `school-${name}`, supportedId: '990101', urns: ['990101'] }),
    ],
  });
  const outcome = await solveRun(snapshot, planHere);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const solved: SolvedRun = outcome.value;
  return matchReport({
    ...{ solved, snapshot, outline: null, leaderNames: new Map([['L1', name]]) },
    regionOfLeader: () => name,
  });
}

describe('report.html', () => {
  it('tells headline, map, charts, who is matched and who is not, and why', async () => {
    const html = await report('Aire Street');
    expect(html).toContain('1 of 2 cases matched, using 10 days from 1 leader.');
    for (const part of [
      'role="img"',
      'id="distances"',
      'id="days-by-region"',
      'Matched (1)',
      'Not covered (1)',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).toContain('Aire Street (L1)');
    expect(html).toMatch(/miles away/);
  });

  it('asks nothing of anybody: no address, no script, nothing to be loaded', async () => {
    const html = await report('Aire Street');
    expect(html).not.toMatch(/https?:|\/\/[a-z]|<script|<link|<img|<iframe|@import|url\(|\bsrc=|\bhref=/i);
    expect(html).toContain('default-src &#39;none&#39;');
  });

  it('escapes whatever a file calls a school, a leader or a region', async () => {
    const html = await report(EVIL);
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script src=//evil.example/x.js&gt;');
    const texts = html.replace(/<style>[^]*?<\/style>/, '').replace(/<[^<>]*>/g, '');
    expect(texts).not.toMatch(/[<>]/);
  });
});
