import type { Answer, ApiClient } from '../support/api-client.js';
import { OFFER } from '../support/budget-factories.js';
import { eventually } from '../support/eventually.js';
import { openMatchOf } from '../support/override-factories.js';
import { decide, heard, type TwoApis } from '../e2e/decisions-at-once.fixture.js';
import type { DayCall } from './day-history.js';

/** What every case of these tests needs, in half-days. */
const NEEDED = 4;

/** A case of one client: nobody else publishes, gives away or takes back its match. */
export interface OwnCase {
  readonly runId: string;
  readonly caseId: string;
  readonly leaderRef: string;
  readonly isPublished: boolean;
}

type Effect = Pick<DayCall, 'leaderRef' | 'kind' | 'halfDays'>;
type Noted = Effect & Pick<DayCall, 'outcome'>;
/** What an answer, by its status or the code of its refusal, says of budgets. */
type Meanings = Readonly<Record<string, (answer: Answer) => readonly Noted[]>>;

const reserving = (leaderRef: string): Effect => ({ leaderRef, kind: 'reserve', halfDays: NEEDED });
const releasing = (leaderRef: string): Effect => ({ leaderRef, kind: 'release', halfDays: NEEDED });
const done = (effect: Effect): Noted => ({ ...effect, outcome: 'done' });
const tooFew = (effect: Effect): Noted => ({ ...effect, outcome: 'too-few' });

/** Sends one request after the other, to the second API for good once one got no answer, and notes each. */
export class DayClient {
  readonly calls: DayCall[] = [];
  /** Answers that say nothing of a budget: somebody was faster. */
  overtaken = 0;

  constructor(
    private readonly two: TwoApis,
    private turn: number,
  ) {}

  async read(leaderRef: string): Promise<void> {
    const path = `/api/v1/offers/${OFFER}/leaders/${leaderRef}`;
    await this.sent([], () => this.as(this.two.coordinator).get(path), {
      200: ({ body }) => {
        const { daysAvailable } = body['budget'] as { daysAvailable: number };
        return [done({ leaderRef, kind: 'read', halfDays: 2 * daysAvailable })];
      },
    });
  }

  /** How the case then stands; undefined where no answer came. So do the next two. */
  async publish(own: OwnCase): Promise<OwnCase | undefined> {
    const reserve = reserving(own.leaderRef);
    const path = `/api/v1/runs/${own.runId}/publish`;
    const said = await this.sent([reserve], () => this.as(this.two.coordinator).post(path), {
      200: () => [done(reserve)],
      'publish-refused': () => [tooFew(reserve)],
    });
    return said === undefined ? undefined : { ...own, isPublished: said === '200' };
  }

  async takeBack(own: OwnCase): Promise<OwnCase | undefined> {
    const release = releasing(own.leaderRef);
    const path = `/api/v1/matches/${await openMatchOf(this.two.source, own.runId, own.caseId)}/unpublish`;
    const said = await this.sent([release], () => this.as(this.two.coordinator).post(path), {
      200: () => [done(release)],
    });
    return said === undefined ? undefined : { ...own, isPublished: false };
  }

  async giveTo(own: OwnCase, leaderRef: string): Promise<OwnCase | undefined> {
    const shown = await eventually('the change is shown', async () => {
      const one = await this.two.shown(own.runId, own.caseId, leaderRef);
      return one.tag === '' ? undefined : one;
    });
    const effects = [reserving(leaderRef), releasing(own.leaderRef)] as const;
    const said = await this.sent(effects, () => decide(this.as(this.two.reviewer), shown), {
      201: () => effects.map(done),
      'override-refused': () => [tooFew(effects[0])],
      overtaken: () => {
        this.overtaken++;
        return [];
      },
    });
    return said === undefined ? undefined : { ...own, leaderRef: said === '201' ? leaderRef : own.leaderRef };
  }

  private as(who: ApiClient): ApiClient {
    return this.two.inTurn(who, this.turn);
  }

  private async sent(
    effects: readonly Effect[],
    send: () => Promise<Answer>,
    meanings: Meanings,
  ): Promise<string | undefined> {
    let beganMs = performance.now();
    const answer = await heard(() => {
      beganMs = performance.now();
      return send();
    }).catch(() => undefined);
    const endedMs = performance.now();
    if (answer === undefined) {
      this.turn = 1;
      this.calls.push(
        ...effects.map((effect) => ({ ...effect, outcome: 'unknown' as const, beganMs, endedMs })),
      );
      return undefined;
    }
    const said = answer.status < 400 ? String(answer.status) : String(answer.body['code']);
    const meaning = meanings[said];
    if (meaning === undefined) throw new Error(`${said}: ${JSON.stringify(answer.body)}`);
    this.calls.push(...meaning(answer).map((noted) => ({ ...noted, beganMs, endedMs })));
    return said;
  }
}
