import type { DataSource } from 'typeorm';
import { serviceCli } from '../../apps/cli/src/service/service-cli.fixture.js';
import { ApiClient, type Answer } from '../support/api-client.js';
import { patientDataSource } from '../support/budget-factories.js';
import { eventually } from '../support/eventually.js';
import { openMatchOf, REASON } from '../support/override-factories.js';
import { type RunningService, startService } from '../support/service-processes.js';

const PATIENCE_MS = 90_000;

/** A change of the matches of a run and the tag of what it was shown to do. */
export interface ShownChange {
  readonly runId: string;
  readonly changes: readonly object[];
  readonly tag: string;
}

/** One service with two API processes on one database, and people who decide at either of them. */
export interface TwoApis {
  readonly service: RunningService;
  /** The address of the second API process. */
  readonly second: string;
  readonly source: DataSource;
  readonly reviewer: ApiClient;
  readonly coordinator: ApiClient;
  /** The same person at one API or the other, by turns. */
  inTurn(who: ApiClient, index: number): ApiClient;
  /** What giving a case of a run to another leader would do, as the reviewer sees it now. */
  shown(runId: string, caseId: string, leaderRef: string): Promise<ShownChange>;
  /** What the command line says of the books: `The books balance: ...`. */
  books(): Promise<string>;
  stop(): Promise<void>;
}

export async function startTwoApis(): Promise<TwoApis> {
  const service = await startService({ environment: { API_REQUESTS_PER_MINUTE: '1000000' } });
  const second = await service.startAnotherApi();
  const source = await patientDataSource(service.databaseUrl, 4);
  const reviewer = await ApiClient.signedIn(service.url, 'reviewer');
  return {
    ...{ service, second, source, reviewer },
    coordinator: await ApiClient.signedIn(service.url, 'coordinator'),
    inTurn: (who, index) => (index % 2 === 0 ? who : who.at(second)),
    shown: async (runId, caseId, leaderRef) => {
      const matchId = await openMatchOf(source, runId, caseId);
      const changes = [{ kind: 'reassign', matchId, leaderRef }];
      const { headers } = await reviewer
        .at(second)
        .post(`/api/v1/runs/${runId}/overrides/preview`, { changes });
      return { runId, changes, tag: headers.get('etag') ?? '' };
    },
    books: async () =>
      (await serviceCli(['audit'], { environment: { DATABASE_URL: service.databaseUrl } })).out,
    stop: async () => {
      await source.destroy();
      await service.stop();
    },
  };
}

/** Asks for the change as it was shown; `more` goes into the headers. */
export function decide(
  who: ApiClient,
  { runId, changes, tag }: ShownChange,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const headers = { ...(tag === '' ? {} : { 'if-match': tag }), ...more };
  const body = JSON.stringify({ changes, ...REASON });
  return who.send('POST', `/api/v1/runs/${runId}/overrides`, body, 'application/json', headers);
}

/** Asks for a change as it looks, and again as it then looks for as long as somebody else was faster. */
export async function decideInTheEnd(
  two: TwoApis,
  who: ApiClient,
  runId: string,
  caseId: string,
  leaderRef: string,
): Promise<Answer> {
  for (;;) {
    const seen = await two.shown(runId, caseId, leaderRef);
    const answer = await heard(() => decide(who, seen));
    if (answer.status !== 412 && answer.status !== 428) return answer;
  }
}

/** The answer once the service has time for the question: nothing was changed by those before. */
export function heard(send: () => Promise<Answer>): Promise<Answer> {
  return eventually(
    'the service has time',
    async () => {
      const answer = await send();
      return answer.status === 503 ? undefined : answer;
    },
    PATIENCE_MS,
  );
}

/** How often each status, with the code of a refusal: `201`, `412 overtaken`. */
export function tally(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const word = status < 400 ? String(status) : `${String(status)} ${String(body['code'])}`;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
