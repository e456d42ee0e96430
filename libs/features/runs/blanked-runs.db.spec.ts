import { OFFER } from '../../../test/support/budget-factories.js';
import {
  addAnswers,
  addAssessedCases,
  answerWith,
  casesNamed,
  resultFor,
} from '../../../test/support/run-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import {
  CompareRunsUseCase,
  CreateRunUseCase,
  FinishRunUseCase,
  RunPlacesQueries,
  RunsModule,
  TakeRunUseCase,
} from './index.js';

describe('what is kept in memory of a run', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await openTestService(RunsModule);
    await addAssessedCases(service.test.app, casesNamed('97', 2));
    await addAnswers(service.test.app, {
      L1: answerWith({ halfDaysOffered: 400, easting: 430_000, northing: 434_000 }),
    });
  });
  afterAll(() => service.close());

  const solved = async (): Promise<string> => {
    const { runId } = valueOf(
      await service.get(CreateRunUseCase).execute(COORDINATOR, { offer: OFFER, params: {} }),
    );
    const run = valueOf(await service.get(TakeRunUseCase).execute(SYSTEM, { runId }));
    valueOf(await service.get(FinishRunUseCase).execute(SYSTEM, resultFor(run, 'L1')));
    return runId;
  };
  /** As retention does it (features/persons). */
  const blank = async (runId: string): Promise<void> => {
    await service.test.app.query(
      `UPDATE run_snapshot SET blanked_at = now(), content = jsonb_set(content, '{leaders}', (
         SELECT jsonb_agg(one || '{"location": null}') FROM jsonb_array_elements(content->'leaders') AS one))
        WHERE run_id = $1`,
      [runId],
    );
  };

  it('does not outlive the blanking of its snapshot', async () => {
    const [a, b] = [await solved(), await solved()];
    const seen = async () => {
      const places = await service.get(RunPlacesQueries).ofRun(a);
      const compared = valueOf(await service.get(CompareRunsUseCase).execute(COORDINATOR, { a, b }));
      return {
        isPlaced: (places.leaders.get('L1')?.location ?? null) !== null,
        longest: [compared.a.metrics.longestMiles, compared.b.metrics.longestMiles],
      };
    };
    const before = await seen();
    expect(before).toEqual({ isPlaced: true, longest: [expect.any(Number), expect.any(Number)] });
    expect(before.longest.every((miles) => (miles ?? 0) > 0)).toBe(true);
    await blank(a);
    const after = await seen();
    expect(after.isPlaced).toBe(false);
    expect(after.longest[0]).not.toEqual(before.longest[0]);
    expect(after.longest[1]).toEqual(before.longest[1]);
  });
});
