import { OFFER } from '../../../test/support/budget-factories.js';
import { COORDINATOR, importFile, openTestService, valueOf } from '../../../test/support/service-harness.js';
import { OFFER_YEARS, type OfferYear, SYSTEM } from '../../domain/kernel/index.js';
import { CreateToken, CreateUser, IdentityModule } from '../identity/index.js';
import { BudgetsModule } from '../budgets/index.js';
import { ChangeContactAddress, MessagesModule } from '../messages/index.js';
import { SurveyModule } from '../survey/index.js';

const MARK = 'zzmarker';
const offer: OfferYear = OFFER_YEARS.find((year) => year === OFFER) ?? '2024-25';

it('keeps people out of the trail, whatever they call themselves, their tokens and their files', async () => {
  const service = await openTestService(IdentityModule, SurveyModule, BudgetsModule, MessagesModule);
  try {
    const user = { username: MARK, displayName: MARK, password: 'correct horse battery' };
    const created = await service
      .get(CreateUser)
      .execute(SYSTEM, { ...user, roles: ['coordinator'], leaderRef: null });
    const { userId } = valueOf(created);
    const token = { userId, name: `Laptop of ${MARK}`, expiresInDays: 1 };
    valueOf(await service.get(CreateToken).execute(SYSTEM, token));
    await importFile(service, {
      ...{ kind: 'survey', offer, name: `Answer of ${MARK}.csv` },
      content: `leader_ref,leader_name,leader_role,phases,days_offered,email\nA,${MARK},nle,primary,4,${MARK}@example.org`,
    });
    const address = { name: MARK, email: `${MARK}@example.org`, source: `Letter of ${MARK}` };
    const party = { party: 'local-authority', partyRef: '201', address };
    valueOf(await service.get(ChangeContactAddress).execute(COORDINATOR, party));
    const trail = await service.test.owner.query<{ action: string; names: boolean }[]>(
      `SELECT action, audit_event::text ILIKE '%${MARK}%' AS names FROM audit_event ORDER BY id`,
    );
    expect(trail.filter(({ names }) => names)).toEqual([]);
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user.create', 'api-token.create', 'import.receive', 'import.process']),
    );
  } finally {
    await service.close();
  }
});
