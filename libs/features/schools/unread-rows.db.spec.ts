import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { UnreadRowsOfEarlierFiles1790000015500 } from '../../../migrations/1790000015500-unread-rows-of-earlier-files.js';
import { type OfferYear, SYSTEM } from '../../domain/kernel/index.js';
import { assess } from '../../domain/offers/index.js';
import {
  importFaultSentence,
  type ImportKind,
  ImportsQueries,
  ProcessImport,
  UndoImport,
} from '../imports/index.js';
import { loadAssessmentFacts, SchoolsModule } from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(SchoolsModule);
});
afterAll(() => service.close());
beforeEach(async () => {
  for (const table of ['school', 'inspection', 'uninspected_school', 'offer_list_entry', 'import']) {
    await service.database.manager.query(`DELETE FROM ${table}`);
  }
});

const put = async (
  kind: ImportKind,
  offer: OfferYear | undefined,
  name: string,
  ...lines: readonly string[]
) =>
  (
    await importFile(service, {
      ...{ kind, name, content: lines.join('\n') },
      ...(offer === undefined ? {} : { offer }),
    })
  ).importId;
const unread = async (offer: OfferYear = '2024-25') =>
  (await loadAssessmentFacts(service.database.manager, offer)).unread;
async function undo(importId: string): Promise<void> {
  valueOf(await service.get(UndoImport).execute(COORDINATOR, { importId, reason: 'wrong file' }));
  valueOf(await service.get(ProcessImport).execute(SYSTEM, { importId }));
}

const GIAS = 'URN,EstablishmentName,EstablishmentStatus (code),TypeOfEstablishment (code)';
const OFSTED =
  'URN,Inspection number of latest full inspection,Inspection start date,Overall effectiveness,' +
  'Previous full inspection number,Previous inspection start date,Previous full inspection overall effectiveness';

describe('a list with a row that cannot be read', () => {
  const list = (name: string, row: string) =>
    put('referrals', '2022-23', name, 'subject_kind,subject_id,decision,decided_on,decided_by', row);

  it('leaves its school undecided until a better file takes its place, and again when that is undone', async () => {
    await put('schools', undefined, 'gias.csv', GIAS, '990001,One,1,01');
    await list('first.csv', 'school,990001,accepted,soon,');
    expect(await unread('2022-23')).toEqual([
      {
        ...{ kind: 'referrals', subjectKind: 'school', subjectId: '990001', inspectionNumber: null },
        source: { file: 'first.csv', row: 2 },
      },
    ]);
    const { decisions } = assess('2022-23', await loadAssessmentFacts(service.database.manager, '2022-23'));
    expect(decisions).toMatchObject([{ eligible: 'undetermined' }]);
    expect(decisions[0]?.missing).toContain('unread-row');
    expect(await unread('2024-25')).toEqual([]);
    const better = await list('better.csv', 'school,990001,declined,2022-11-10,RSC');
    expect(await unread('2022-23')).toEqual([]);
    await undo(better);
    expect(await unread('2022-23')).toHaveLength(1);
  });

  it('counts no longer once it is undone itself', async () => {
    const importId = await list('first.csv', 'school,990001,accepted,soon,');
    await undo(importId);
    expect(await unread('2022-23')).toEqual([]);
  });
});

describe('a file of inspections with one that cannot be read', () => {
  it('leaves its school undecided until some file gives it, or it is undone', async () => {
    const broken = await put('inspections', undefined, 'mi.csv', OFSTED, '990001,N2,soon,3,N1,02/02/2016,2');
    expect(await unread()).toMatchObject([
      {
        kind: 'inspections',
        subjectId: '990001',
        inspectionNumber: 'N2',
        source: { file: 'mi.csv', row: 2 },
      },
    ]);
    const next = await put(
      'inspections',
      undefined,
      'next.csv',
      OFSTED,
      '990001,N2,06/03/2019,3,N1,02/02/2016,2',
    );
    expect(await unread()).toEqual([]);
    await undo(next);
    expect(await unread()).toHaveLength(1);
    await undo(broken);
    expect(await unread()).toEqual([]);
  });

  it('of a row without any number waits for a file that is as new', async () => {
    await put('inspections', undefined, 'mi.csv', OFSTED, '990001,', '990002,N5,06/03/2019,2,NULL,NULL,NULL');
    await put('inspections', undefined, 'old.csv', OFSTED, '990001,N1,02/02/2016,3,NULL,NULL,NULL');
    expect(await unread()).toHaveLength(1);
    await put('inspections', undefined, 'new.csv', OFSTED, '990001,N3,07/03/2019,3,N1,02/02/2016,3');
    expect(await unread()).toEqual([]);
  });
});

describe('a file that was stored before rows that could not be read were kept', () => {
  const migrated = async (): Promise<void> => {
    await service.test.owner.query(`DELETE FROM import_unread`);
    const runner = service.test.owner.createQueryRunner();
    await new UnreadRowsOfEarlierFiles1790000015500().up(runner);
    await runner.release();
  };
  const nobody = { subjectKind: null, subjectId: null, inspectionNumber: null };

  it('is told with the rows that its faults name, until it is imported again', async () => {
    const row = '990001,N2,soon,3,N1,02/02/2016,2';
    const id = await put('inspections', undefined, 'mi.csv', OFSTED, row, 'x,', 'x,');
    const counted = () => service.get(ImportsQueries).unread(id);
    expect(await counted()).toEqual({ named: 1, nameless: 2, rows: [3, 4] });
    await migrated();
    expect(await counted()).toEqual({ named: 0, nameless: 3, rows: [2, 3, 4] });
    expect(await unread()).toEqual(
      [2, 3, 4].map((row) => ({ kind: 'inspections', ...nobody, source: { file: 'mi.csv', row } })),
    );
    await migrated();
    expect(await unread()).toHaveLength(3);
    const facts = await loadAssessmentFacts(service.database.manager, '2024-25');
    const [told] = assess('2024-25', facts).unreadRows;
    expect(told).toEqual({ kind: 'inspections', file: 'mi.csv', count: 3, rows: [2, 3, 4] });
    const lines = [OFSTED, '990001,N2,soon,3,N1,02/02/2016,2', 'x,', 'x,'];
    const again = { kind: 'inspections', name: 'mi.csv', content: lines.join('\n'), force: true } as const;
    await importFile(service, again);
    expect((await unread())?.map(({ subjectId }) => subjectId)).toEqual(['990001', null, null]);
  });

  it('has lost nothing where a list names a school twice', async () => {
    await put('2ri-plus', '2024-25', 'list.csv', 'URN', '990001', '990001');
    await migrated();
    expect(await unread()).toEqual([]);
  });
});

describe('what is told while a file is stored', () => {
  const faultsOf = (importId: string) => service.get(ImportsQueries).faults(importId);

  it('of a list: whom no register holds, or not as open', async () => {
    const list = (...urns: readonly string[]) => put('2ri-plus', '2024-25', 'list.csv', 'URN', ...urns);
    expect(await faultsOf(await list('990009', '990008'))).toEqual([]);
    await put('schools', undefined, 'gias.csv', GIAS, '990001,One,1,01', '990002,Two,2,01');
    const faults = await faultsOf(await list('990001', '990002', '990003'));
    expect(faults.map(({ row, value, code, effect }) => [row, value, code, effect])).toEqual([
      [3, '990002', 'subject-not-open', 'noted'],
      [4, '990003', 'subject-unknown', 'noted'],
    ]);
    expect(faults.map(importFaultSentence).join()).toContain('990003');
  });

  it('of inspections counts the rows of the file, not the inspections in them', async () => {
    const { storedCount } = await importFile(service, {
      kind: 'inspections',
      content: [
        OFSTED,
        '990001,N2,06/03/2019,3,N1,02/02/2016,2',
        '990002,NULL,NULL,NULL,NULL,NULL,NULL',
      ].join('\n'),
    });
    expect(storedCount).toBe(2);
  });
});
