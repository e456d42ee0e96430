import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { addCases, OFFER } from '../../../test/support/budget-factories.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { MoveCase, moveCases, OffersModule, OffersQueries, type CaseMove } from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(OffersModule);
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.database.manager.query('DELETE FROM support_case');
  await addCases(service.test.app, 'school-1', 'school-2');
});

const move = (...moves: readonly CaseMove[]) =>
  service.database.transaction(SYSTEM, (manager) => moveCases(manager, SYSTEM, OFFER, moves));
const where = async (caseId: string) => {
  const found = await service.get(OffersQueries).case(OFFER, caseId);
  return `${found?.state ?? 'gone'} ${String(found?.version)}`;
};

describe('moving cases', () => {
  it('follows the lifecycle, raises the version and writes one audit row each', async () => {
    const moved = valueOf(
      await move(
        { caseId: 'school-2', event: 'contact' },
        { caseId: 'school-1', event: 'match' },
        { caseId: 'school-2', event: 'offer' },
      ),
    );
    expect(moved.map(({ caseId, from, to }) => `${caseId} ${from} ${to}`)).toEqual([
      'school-2 eligible contacting',
      'school-1 eligible matched',
      'school-2 contacting offered',
    ]);
    expect([await where('school-1'), await where('school-2')]).toEqual(['matched 2', 'offered 3']);
    const audited = await service.database.manager.query<{ action: string }[]>(
      `SELECT action, before, after FROM audit_event WHERE subject_id = $1 ORDER BY id`,
      [`${OFFER}/school-2`],
    );
    expect(audited).toEqual([
      { action: 'case.contact', before: { state: 'eligible' }, after: { state: 'contacting' } },
      { action: 'case.offer', before: { state: 'contacting' }, after: { state: 'offered' } },
    ]);
  });

  it('moves all or none', async () => {
    const impossible = await move(
      { caseId: 'school-1', event: 'match' },
      { caseId: 'school-2', event: 'take-up' },
    );
    expect(impossible).toMatchObject({
      ok: false,
      refusal: {
        code: 'not-possible-in-this-state',
        facts: { caseId: 'school-2', state: 'eligible', possible: ['contact', 'match'] },
      },
    });
    const unknown = await move(
      { caseId: 'school-1', event: 'match' },
      { caseId: 'school-9', event: 'match' },
    );
    expect(unknown).toMatchObject({ refusal: { code: 'no-such-case', facts: { caseId: 'school-9' } } });
    expect([await where('school-1'), await where('school-2')]).toEqual(['eligible 1', 'eligible 1']);
  });

  it('lets one of many win', async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => move({ caseId: 'school-1', event: 'match' })),
    );
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await where('school-1')).toBe('matched 2');
  });
});

describe('recording contact by hand', () => {
  const record = (version: number, event: 'contact' | 'offer' = 'contact', caseId = 'school-1') =>
    service.get(MoveCase).execute(COORDINATOR, { offer: OFFER, caseId, event, version, reason: 'phoned' });

  it('moves the case as the person saw it', async () => {
    expect(valueOf(await record(1))).toEqual({ state: 'contacting', version: 2 });
    expect(valueOf(await record(2, 'offer'))).toEqual({ state: 'offered', version: 3 });
  });

  it('is refused on a stale page, on an unknown case and out of turn', async () => {
    expect(await record(1, 'contact', 'school-9')).toMatchObject({ refusal: { code: 'no-such-case' } });
    expect(await record(1, 'offer')).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    valueOf(await record(1));
    expect(await record(1, 'offer')).toMatchObject({
      refusal: { code: 'stale', facts: { state: 'contacting', version: 2 } },
    });
    expect(await where('school-1')).toBe('contacting 2');
  });
});
