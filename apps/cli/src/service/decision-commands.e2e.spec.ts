import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uploadSampleRound } from '../../../../test/e2e/sample-round.js';
import { ApiClient } from '../../../../test/support/api-client.js';
import { csvHeader, csvRows, temporaryFolder } from '../../../../test/support/cli-harness.js';
import {
  DEMO_PASSWORD,
  type RunningService,
  startService,
} from '../../../../test/support/service-processes.js';
import { type CliEnd, serviceCli } from './service-cli.fixture.js';

interface Match {
  readonly id: string;
  readonly caseId: string;
  readonly leaderRef: string;
  readonly state: string;
}
interface Shown {
  readonly tag: string;
  readonly effectId?: string;
  readonly isPossible: boolean;
}
const WHY = ['--reason-code', 'local-knowledge', '--reason', 'They have worked together before'];

const FOR_MATCHES = ['--purpose', 'check-matches'] as const;

describe('what people do with a run, on the command line', () => {
  const folder = temporaryFolder();
  let service: RunningService;
  let runId: string;
  const tokens: Record<string, string> = {};

  const as =
    (username: string) =>
    (...args: readonly string[]): Promise<CliEnd> =>
      serviceCli([...args, '--url', service.url], {
        environment: { LEADER_MATCH_TOKEN: tokens[username] ?? '' },
      });
  const [reviewer, coordinator] = [as('reviewer'), as('coordinator')];
  const matches = async (): Promise<readonly Match[]> => {
    const { out } = await coordinator('matches', runId, '--json');
    return (JSON.parse(out) as { items: Match[] }).items;
  };
  const file = (name: string): string => join(folder.path, name);
  const preview = async (...changes: readonly string[]): Promise<Shown> =>
    JSON.parse((await reviewer('override', 'preview', runId, ...changes, '--json')).out) as Shown;

  beforeAll(async () => {
    service = await startService();
    await uploadSampleRound(await ApiClient.signedIn(service.url, 'coordinator'));
    for (const username of ['reviewer', 'coordinator']) {
      const signIn = ['token', '--url', service.url, '--username', username];
      tokens[username] = (await serviceCli(signIn, { stdin: `${DEMO_PASSWORD}\n` })).out.trim();
    }
    const run = await coordinator('run', '2024-25', '--wait', '--json');
    runId = (JSON.parse(run.out) as { id: string }).id;
  });
  afterAll(async () => {
    folder.remove();
    await service.stop();
  });

  it('shows what taking a leader away does, does it with that tag, and refuses the tag from then on', async () => {
    const [first, second] = await matches();
    const change = ['--unassign', first?.caseId ?? ''];
    const shown = await reviewer('override', 'preview', runId, ...change);
    expect(shown).toMatchObject({ exit: 0, err: '' });
    expect(shown.out).toMatch(
      new RegExp(`^unassign  ${first?.caseId ?? ''}  ${first?.leaderRef ?? ''}`, 'm'),
    );
    expect(shown.out).toMatch(/^Priority \d: \d+ of \d+ cases with a leader, \d+ before\.$/m);
    const tag = /^Tag: (\S+)$/m.exec(shown.out)?.[1] ?? '';
    const made = await reviewer('override', 'make', runId, ...change, '--tag', tag, ...WHY);
    expect(made.out).toMatch(/^The change is made: decision [0-9a-f-]{36}\.\n$/);
    expect((await matches()).find(({ id }) => id === first?.id)?.state).toBe('superseded');
    const late = ['--unassign', second?.caseId ?? '', '--tag', tag, ...WHY];
    const refused = await reviewer('override', 'make', runId, ...late, '--json');
    expect(refused.exit).toBe(2);
    expect(JSON.parse(refused.out)).toMatchObject({ status: 412, code: 'overtaken' });
  });

  it('says what cannot be done, and why', async () => {
    const [match] = (await matches()).filter(({ state }) => state === 'proposed');
    const asked = await reviewer('override', 'preview', runId, '--reassign', `${match?.caseId ?? ''}=nobody`);
    expect(asked.exit).toBe(2);
    expect(asked.out).toMatch(/^The leader nobody has not answered this offer’s survey\.$/m);
    expect(asked.out).not.toContain('Tag:');
    const none = await reviewer('override', 'preview', runId, '--unassign', 'school-000000');
    expect(none).toMatchObject({ exit: 2 });
    const make = ['override', 'make', runId, '--unassign', match?.caseId ?? '', '--tag', 'x', ...WHY];
    expect(JSON.parse((await coordinator(...make, '--json')).out)).toMatchObject({ status: 403 });
  });

  it('lets the planner move others too, and takes its answer as it stands', async () => {
    const [match] = (await matches()).filter(({ state }) => state === 'proposed');
    const { effectId = '', tag } = await preview('--replan', '--unassign', match?.caseId ?? '');
    const made = await reviewer('override', 'make', runId, '--effect', effectId, '--tag', tag, ...WHY);
    expect(made).toMatchObject({ exit: 0, err: '' });
    const now = (await matches()).filter(({ caseId }) => caseId === match?.caseId);
    expect(now.map(({ state }) => state)).toEqual(['superseded']);
  });

  it('accepts and declines in the name of leaders, and lists what people were told', async () => {
    await coordinator('publish', runId);
    const [first, second] = (await matches()).filter(({ state }) => state === 'published');
    expect((await coordinator('accept', first?.id ?? '')).out).toBe('The match is accepted.\n');
    const late = await coordinator('accept', second?.id ?? '', '--version', '1');
    expect(late).toMatchObject({ exit: 2, out: '' });
    const no = ['--reason', 'Not this term', '--other-dates', 'yes', '--other-dates-note', 'From January'];
    expect(await coordinator('decline', second?.id ?? '', ...no)).toMatchObject({ exit: 0, err: '' });
    expect(await matches()).toContainEqual(
      expect.objectContaining({ id: second?.id, otherDates: true, otherDatesNote: 'From January' }),
    );
    const third = (await matches()).find(({ state }) => state === 'published');
    const ended = await coordinator('end-waiting', third?.id ?? '', '--reason', 'On long leave');
    expect(ended).toMatchObject({ exit: 0, err: '' });
    expect(ended.out).toBe('The match has ended without an answer; its days are free again.\n');
    expect(await coordinator('end-waiting', third?.id ?? '', '--reason', 'Twice')).toMatchObject({ exit: 2 });
    expect(await reviewer('end-waiting', third?.id ?? '', '--reason', 'Not theirs')).toMatchObject({
      exit: 2,
    });
    const texts = await coordinator('messages', '--match', second?.id ?? '', '--texts');
    expect(texts.out).toMatch(/^To: coordinator .*\nSubject: Declined: /m);
    expect((await coordinator('messages', '--state', 'failed')).out).toBe('There is no message.\n');
    expect(await reviewer('messages')).toMatchObject({ exit: 2, out: '' });
  });

  it('exports matches, uncovered cases and statements as CSV and as workbooks', async () => {
    for (const [table, id, columns] of [
      ['matches', runId, ['case_id', 'subject_kind', 'subject_id', 'name']],
      ['uncovered', runId, ['case_id', 'subject_kind', 'subject_id', 'name']],
      ['statements', '2024-25', ['leader_ref', 'leader_name', 'row', 'at']],
    ] as const) {
      expect(
        await coordinator('export', table, id, ...FOR_MATCHES, '--out', file(`${table}.csv`)),
      ).toMatchObject({
        exit: 0,
      });
      expect(csvHeader(file(`${table}.csv`)).slice(0, 4)).toEqual(columns);
      expect(csvRows(file(`${table}.csv`)).length).toBeGreaterThan(0);
      expect(
        await coordinator('export', table, id, ...FOR_MATCHES, '--out', file(`${table}.xlsx`)),
      ).toMatchObject({
        exit: 0,
      });
      expect(
        readFileSync(file(`${table}.xlsx`))
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
    }
    const none = '00000000-0000-4000-8000-000000000000';
    for (const table of ['matches', 'uncovered', 'claim']) {
      const end = await coordinator('export', table, none, ...FOR_MATCHES, '--out', file('none.csv'));
      expect(end).toMatchObject({ exit: 2, out: '' });
    }
    const nowhere = await coordinator(
      'export',
      'matches',
      runId,
      ...FOR_MATCHES,
      '--out',
      file('no/such/place.csv'),
    );
    expect(nowhere).toMatchObject({ exit: 2, err: expect.stringMatching(/cannot be written/) as string });
  });
});
