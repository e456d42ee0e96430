import {
  COORDINATOR,
  importFile,
  openTestService,
  piecesOf,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { type OfferYear, SYSTEM } from '../../domain/kernel/index.js';
import { ImportsQueries, ProcessImport, ReceiveImport, UndoImport } from '../imports/index.js';
import { loadAssessmentFacts, SchoolsModule } from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(SchoolsModule);
});
afterAll(() => service.close());
beforeEach(async () => {
  for (const table of ['offer_list_entry', 'import']) {
    await service.database.manager.query(`DELETE FROM ${table}`);
  }
});

const facts = (offer: OfferYear = '2024-25') => loadAssessmentFacts(service.database.manager, offer);

describe('a list with a header and no rows', () => {
  it('says that nobody is on it, and that is told; undone, nothing is known again', async () => {
    const nobody = await importFile(service, { kind: '2ri-plus', offer: '2018-19', content: 'URN\n' });
    expect(nobody).toMatchObject({ state: 'imported', rowCount: 0, storedCount: 0, faultCount: 1 });
    const faults = await service.get(ImportsQueries).faults(nobody.importId);
    expect(faults).toMatchObject([{ row: null, code: 'list-names-nobody', effect: 'noted' }]);
    expect((await facts('2018-19')).twoRiPlus).toEqual([]);
    const referrals = 'subject_kind,subject_id,decision,decided_on,decided_by\n';
    await importFile(service, { kind: 'referrals', offer: '2018-19', content: referrals });
    expect((await facts('2018-19')).referrals).toEqual([]);
    valueOf(await service.get(UndoImport).execute(COORDINATOR, { importId: nobody.importId }));
    valueOf(await service.get(ProcessImport).execute(SYSTEM, { importId: nobody.importId }));
    expect((await facts('2018-19')).twoRiPlus).toBeNull();
  });

  it('takes nobody off the list before it without the word that it is meant', async () => {
    const list = { kind: '2ri-plus', offer: '2021-22' } as const;
    await importFile(service, { ...list, content: 'URN\n990001\n' });
    const received = await service.get(ReceiveImport).execute(COORDINATOR, {
      ...{ ...list, fileName: 'nobody.csv', content: piecesOf(Buffer.from('URN\n')), maxBytes: 1_000 },
    });
    const { importId } = valueOf(received);
    expect(valueOf(await service.get(ProcessImport).execute(SYSTEM, { importId })).state).toBe('ready');
    expect((await facts('2021-22')).twoRiPlus).toHaveLength(1);
  });
});

describe('lists of an offer', () => {
  it('take the place of the earlier list of the same offer only', async () => {
    const list = (offer: '2024-25' | '2019-20', content: string) =>
      importFile(service, { kind: '2ri-plus', offer, content });
    await list('2024-25', 'URN\n990001\n990002\n');
    await list('2019-20', 'URN\n990005\n');
    await list('2024-25', 'URN\n990003\n');
    expect((await facts()).twoRiPlus?.map(({ urn }) => urn)).toEqual(['990003']);
    expect((await facts('2019-20')).twoRiPlus?.map(({ urn }) => urn)).toEqual(['990005']);
    await importFile(service, {
      ...{ kind: 'referrals', offer: '2024-25' },
      content: 'subject_kind,subject_id,decision,decided_on\ntrust,99101,accepted,2024-10-01\n',
    });
    expect((await facts()).referrals?.[0]).toMatchObject({ subjectKind: 'trust', subjectId: '99101' });
  });

  it('are kept apart, also those of the same columns', async () => {
    expect(await facts('2018-19')).toMatchObject({ belowFloor: null, applications: null });
    await importFile(service, { kind: 'below-floor', offer: '2018-19', content: 'URN\n990004\n' });
    await importFile(service, {
      ...{ kind: 'applications', offer: '2020-21' },
      content: 'subject_kind,subject_id,decision,decided_on\nschool,990004,accepted,2020-10-01\n',
    });
    expect((await facts('2018-19')).belowFloor?.map(({ urn }) => urn)).toEqual(['990004']);
    expect((await facts('2020-21')).applications?.[0]).toMatchObject({ subjectId: '990004' });
    expect((await facts('2020-21')).belowFloor).toBeNull();
  });
});
