import { importSchoolSamples, sample } from '../../../test/support/sample-imports.js';
import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { BudgetsModule } from '../budgets/index.js';
import { LeadersModule } from '../leaders/index.js';
import { SchoolsModule } from '../schools/index.js';
import { SurveyModule } from '../survey/index.js';
import { OffersModule, RequestAssessment, RunAssessment } from './index.js';

const OFFER = '2024-25';
let service: TestService;

beforeAll(async () => {
  service = await openTestService(SurveyModule, LeadersModule, SchoolsModule, BudgetsModule, OffersModule);
});
afterAll(() => service.close());

async function withoutRegion(): Promise<number> {
  const [row] = await service.database.manager.query<{ count: number }[]>(
    `SELECT count(*)::integer AS count FROM survey_answer WHERE offer = $1 AND nearest_region IS NULL`,
    [OFFER],
  );
  return row?.count ?? -1;
}

it('gives leaders their regions also where the survey came in before the schools', async () => {
  await importFile(service, { kind: 'survey', offer: OFFER, content: sample(`survey-${OFFER}.csv`) });
  const leaders = await withoutRegion();
  expect(leaders).toBeGreaterThan(30);
  await importSchoolSamples(service);
  const { assessmentId } = valueOf(
    await service.get(RequestAssessment).execute(COORDINATOR, { offer: OFFER }),
  );
  expect(valueOf(await service.get(RunAssessment).execute(SYSTEM, { assessmentId })).state).toBe('done');
  expect(await withoutRegion()).toBeLessThan(leaders / 3);
});
