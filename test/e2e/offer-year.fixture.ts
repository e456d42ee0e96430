import type { Answer, ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';

export type Row = Readonly<Record<string, unknown>>;
interface List {
  readonly items: readonly Row[];
}

const REASON = { reasonCode: 'local-knowledge', reason: 'They have worked together before' };

/** A change of one match and what it was shown to do. */
export interface Wish {
  readonly change: Row;
  readonly caseId: string;
  readonly after: string;
  readonly effect: Row;
  readonly tag: string;
}

export interface Changed {
  readonly decisionId: string;
  readonly caseId: string;
  readonly after: string;
}

/** What people do with one offer, over REST. */
export class OfferYear {
  constructor(
    private readonly coordinator: ApiClient,
    private readonly reviewer: ApiClient,
    private readonly offer: string,
  ) {}

  async cases(): Promise<readonly Row[]> {
    return (await this.coordinator.get<List>(`/api/v1/offers/${this.offer}/cases?limit=200`)).body.items;
  }

  /** Days offered, reserved, delivered and left, of all leaders together. */
  async days(): Promise<Row> {
    const { body } = await this.coordinator.get<{ total: Row }>(`/api/v1/offers/${this.offer}/days`);
    return body.total;
  }

  /** Matches of a run that are proposed, published or accepted. */
  async openMatches(runId: string): Promise<readonly Row[]> {
    const { body } = await this.coordinator.get<List>(`/api/v1/matches?runId=${runId}&limit=200`);
    return body.items.filter(({ state }) => ['proposed', 'published', 'accepted'].includes(String(state)));
  }

  /** A match of the run that one of its next candidates could take over, and what that would do. */
  async possibleMove(runId: string): Promise<Wish> {
    for (const match of await this.openMatches(runId)) {
      const next = await this.reviewer.get<List>(`/api/v1/matches/${String(match['id'])}/next-candidates`);
      for (const { leaderRef, possible } of next.body.items) {
        if (possible !== true || leaderRef === match['leaderRef']) continue;
        const change = { kind: 'reassign', matchId: match['id'], leaderRef };
        const shown = await this.preview(runId, { changes: [change] });
        if (shown.body['isPossible'] !== true) continue;
        const tag = shown.headers.get('etag') ?? '';
        return {
          change,
          caseId: String(match['caseId']),
          after: String(leaderRef),
          effect: shown.body,
          tag,
        };
      }
    }
    throw new Error('No match of the run could go to another leader');
  }

  async override(runId: string, { change, caseId, after, tag }: Wish): Promise<Changed> {
    const made = await this.decide(runId, { changes: [change] }, tag);
    return { decisionId: String(made['decisionId']), caseId, after };
  }

  /** Asks the planner what a change does to the whole plan, and makes its answer the plan. */
  async adopt(runId: string, change: Row): Promise<Row> {
    const asked = await this.reviewer.post(`/api/v1/runs/${runId}/effect`, { changes: [change] });
    const effect = await eventually('the planner has answered', async () => {
      const { body } = await this.reviewer.get(asked.headers.get('location') ?? '');
      return body['state'] === 'queued' ? undefined : body;
    });
    if (effect['state'] !== 'known') throw new Error(JSON.stringify(effect));
    const wanted = { effectId: effect['effectId'] };
    const shown = await this.preview(runId, wanted);
    return this.decide(runId, wanted, shown.headers.get('etag') ?? '');
  }

  /** Logs a visit of a half or whole day. */
  async visit(who: ApiClient, match: Row, date: string, days: number): Promise<void> {
    const visit = { date, days, done: 'Worked on the curriculum plan', doneBy: 'The leader' };
    const logged = await who.post(`/api/v1/matches/${String(match['id'])}/visits`, visit);
    if (logged.status !== 201) throw new Error(JSON.stringify(logged.body));
  }

  /** The school confirms, by a link that it was given, every visit that waits for it. */
  async signed(who: ApiClient, match: Row): Promise<Row> {
    const link = await who.post(`/api/v1/matches/${String(match['id'])}/sign-off-links`);
    const path = `/api/v1/sign-off/${String(link.body['token'])}`;
    const { body } = await who.get<{ visits: readonly Row[] }>(path);
    const answers = body.visits.map(({ id, version }) => ({ visitId: id, version, confirmed: true }));
    return (await who.post(path, { name: 'Pat Head', role: 'Headteacher', answers })).body;
  }

  private preview(runId: string, wanted: Row): Promise<Answer> {
    return this.reviewer.post(`/api/v1/runs/${runId}/overrides/preview`, wanted);
  }

  private async decide(runId: string, wanted: Row, tag: string): Promise<Row> {
    const body = JSON.stringify({ ...wanted, ...REASON });
    const path = `/api/v1/runs/${runId}/overrides`;
    const made = await this.reviewer.send('POST', path, body, 'application/json', { 'if-match': tag });
    if (made.status !== 201) throw new Error(`${String(made.status)} ${JSON.stringify(made.body)}`);
    return made.body;
  }
}
