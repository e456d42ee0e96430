import type { InspectionFacts, UrnListEntry } from '../../domain/offers/index.js';
import { fileOf, type FileSource, type TableSummary } from '../../platform/files/index.js';
import { readGias } from './gias-reader.js';
import { readGroupLinks, readGroups } from './groups-reader.js';
import { readSchoolLinks } from './links-reader.js';
import { readReferrals, readUrnList } from './lists-reader.js';
import { mergeInspections } from './ofsted-merge.js';
import { readInspections } from './ofsted-reader.js';
import { inspectionFile, stillUnread } from './ofsted-unread.js';
import type { UnreadSink, UnreadSubject } from './unread-subject.js';

type Read = (source: FileSource, onUnread: UnreadSink) => Promise<TableSummary>;
const nowhere = (): void => undefined;
const READERS = {
  gias: (source, onUnread) => readGias(source, nowhere, { onUnread }),
  groups: (source, onUnread) => readGroups(source, nowhere, { onUnread }),
  memberships: (source, onUnread) => readGroupLinks(source, nowhere, { onUnread }),
  links: (source, onUnread) => readSchoolLinks(source, nowhere, { onUnread }),
  list: (source, onUnread) => readUrnList(source, nowhere, { onUnread }),
  referrals: (source, onUnread) => readReferrals(source, nowhere, { onUnread }),
  ofsted: (source, onUnread) => readInspections(source, { inspection: nowhere }, { onUnread }),
} satisfies Record<string, Read>;

async function unreadOf(kind: keyof typeof READERS, ...lines: readonly string[]): Promise<UnreadSubject[]> {
  const found: UnreadSubject[] = [];
  await READERS[kind](fileOf('given.csv', Buffer.from(lines.join('\n'))), (row) => void found.push(row));
  return found;
}
const source = (row: number) => ({ source: { file: 'given.csv', row } });
const school = (id: string, row: number) => ({ subjectKind: 'school', subjectId: id, ...source(row) });
const trust = (id: string, row: number) => ({ subjectKind: 'trust', subjectId: id, ...source(row) });
const nobody = (row: number) => ({ subjectKind: null, subjectId: null, ...source(row) });

const GIAS = 'URN,EstablishmentName,EstablishmentStatus (code),Trusts (code)';
const MEMBERSHIPS = 'URN,Group UID,Group Type (code),Joined date';
const REFERRALS = 'subject_kind,subject_id,decision,decided_on,decided_by';

describe('a row that cannot be read', () => {
  it('of a register tells its school and the trust that lacks it', async () => {
    const lines = [GIAS, '990001,One,1,501', '990002,Two,open,501', '99x,Three,1,', '990004,Four,1,none'];
    expect(await unreadOf('gias', ...lines)).toEqual([
      school('990002', 3),
      trust('501', 3),
      nobody(4),
      nobody(5),
    ]);
  });

  it('of groups tells the trust, and is passed over when it is surely no trust', async () => {
    const lines = ['Group UID,Group Name,Group Type (code)', '501,,6', '502,,1', 'x,,', '503,Three,6'];
    expect(await unreadOf('groups', ...lines)).toEqual([trust('501', 2), nobody(4)]);
    const members = [MEMBERSHIPS, '990001,,6,', ',501,6,', ',502,1,', '990002,503,6,'];
    expect(await unreadOf('memberships', ...members)).toEqual([school('990001', 2), trust('501', 3)]);
  });

  it('of links tells both schools, as far as they can be read', async () => {
    const lines = [
      'URN,LinkURN,LinkType',
      '990001,9900,Predecessor',
      'x,990002,Successor',
      '990003,990004,Successor',
    ];
    expect(await unreadOf('links', ...lines)).toEqual([school('990001', 2), school('990002', 3)]);
  });

  it('of a list tells its school, unless the list names it anyhow', async () => {
    expect(await unreadOf('list', 'URN,Name', '990001,One', '990001,One', '990002', 'x,Three')).toEqual([
      school('990002', 4),
      nobody(5),
    ]);
  });

  it('of referrals tells whom it may be about', async () => {
    const lines = [
      ...[REFERRALS, 'school,990001,perhaps,,', 'trust,501,accepted,soon,', 'scool,990002,accepted,,'],
      ...['school,x,accepted,,', 'school,990003,declined,,', 'school,990003,accepted,,'],
    ];
    expect(await unreadOf('referrals', ...lines)).toEqual([
      school('990001', 2),
      trust('501', 3),
      school('990002', 4),
      trust('990002', 4),
      nobody(5),
      school('990003', 7),
    ]);
  });

  it('with a cell too few or too many tells what stands in its place', async () => {
    const lines = [REFERRALS, 'school,990001,accepted', 'school,990002,accepted,2022-11-10,RSC,x'];
    expect(await unreadOf('referrals', ...lines)).toEqual([school('990001', 2), school('990002', 3)]);
  });
});

const OFSTED =
  'URN,Inspection number of latest full inspection,Inspection start date,Overall effectiveness,' +
  'Previous full inspection number,Previous inspection start date,Previous full inspection overall effectiveness';

interface ReadFile {
  readonly inspections: InspectionFacts[];
  readonly uninspected: UrnListEntry[];
  readonly unread: UnreadSubject[];
}

async function ofsted(...lines: readonly string[]): Promise<ReadFile> {
  const read: ReadFile = { inspections: [], uninspected: [], unread: [] };
  await readInspections(
    fileOf('mi.csv', Buffer.from([OFSTED, ...lines].join('\n'))),
    {
      inspection: (each) => void read.inspections.push(each),
      uninspected: (each) => void read.uninspected.push(each),
    },
    { onUnread: (row) => void read.unread.push(row) },
  );
  return read;
}

function left(...files: readonly ReadFile[]): readonly (string | null | undefined)[] {
  const merged = mergeInspections(files.map(({ inspections }) => inspections));
  const wrapped = files.map((file) => inspectionFile(file.inspections, file.uninspected, file.unread));
  return stillUnread(wrapped, merged).map(
    ({ subjectId, inspectionNumber }) => `${String(subjectId)} ${inspectionNumber ?? '-'}`,
  );
}

const GOOD = '990001,N2,06/03/2019,2,N1,02/02/2016,3';

describe('an inspection that cannot be read', () => {
  it('is told with its number, be it the latest or the one before', async () => {
    const { unread, inspections } = await ofsted(
      '990001,N2,6th of March,2,N1,02/02/2016,3',
      GOOD.replace('1,', '2,').replace('02/02/2016', '2016?'),
    );
    expect(unread).toMatchObject([
      { subjectId: '990001', inspectionNumber: 'N2', source: { row: 2 } },
      { subjectId: '990002', inspectionNumber: 'N1', source: { row: 3 } },
    ]);
    expect(inspections).toHaveLength(2);
  });

  it('is not told of good rows, nor of schools that were never inspected', async () => {
    expect((await ofsted(GOOD, '990002,NULL,NULL,NULL,NULL,NULL,NULL')).unread).toEqual([]);
  });

  it('of a refused row is told by each number that stands there, else by the school', async () => {
    const { unread } = await ofsted(GOOD, GOOD, '990002,N9', '990003,', 'x,N7,06/03/2019,2,,,');
    expect(unread.map(({ subjectId, inspectionNumber }) => [subjectId, inspectionNumber ?? null])).toEqual([
      ['990001', 'N2'],
      ['990001', 'N1'],
      ['990002', 'N9'],
      ['990003', null],
      [null, null],
    ]);
  });

  it('is known again once any file gives it', async () => {
    const broken = await ofsted('990001,N2,soon,2,N1,02/02/2016,3');
    expect(left(broken)).toEqual(['990001 N2']);
    expect(left(broken, await ofsted(GOOD))).toEqual([]);
    expect(left(await ofsted('990001,N3,01/02/2022,2,N2,06/03/2019,3'), broken)).toEqual([]);
    expect(left(broken, await ofsted('990001,N1,02/02/2016,3,,,'))).toEqual(['990001 N2']);
    expect(left(broken, await ofsted(GOOD.replace('990001', '990002')))).toEqual(['990001 N2']);
  });

  it('without a number is known again by a file that is as new, and by no older one', async () => {
    const broken = await ofsted('990001,', '990002,N5,06/03/2019,2,,,');
    expect(left(broken)).toEqual(['990001 -']);
    expect(left(broken, await ofsted(GOOD))).toEqual([]);
    expect(left(broken, await ofsted('990001,N1,02/02/2016,3,,,'))).toEqual(['990001 -']);
  });

  it('of a row twice in one file is known, where both rows tell of the same inspections', async () => {
    expect(left(await ofsted(GOOD, GOOD))).toEqual([]);
    expect(left(await ofsted(GOOD, GOOD.replace('N2', 'N8')))).toEqual(['990001 N8']);
  });
});
