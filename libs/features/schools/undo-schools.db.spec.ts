import { INSPECTION_SAMPLES, sample } from '../../../test/support/sample-imports.js';
import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { type ImportKind, ImportsQueries, ProcessImport, UndoImport } from '../imports/index.js';
import { loadAssessmentFacts, loadPlaces, SchoolsModule } from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(SchoolsModule);
});
afterAll(() => service.close());
beforeEach(async () => {
  for (const table of [
    ...['school', 'inspection', 'uninspected_school', 'trust', 'trust_membership', 'school_link'],
    ...['place', 'offer_list_entry', 'import'],
  ]) {
    await service.database.manager.query(`DELETE FROM ${table}`);
  }
});

const facts = () => loadAssessmentFacts(service.database.manager, '2024-25');
const press = (importId: string, version?: number) =>
  service
    .get(UndoImport)
    .execute(COORDINATOR, { importId, ...(version === undefined ? {} : { version }), reason: 'wrong file' });
const process = (importId: string) => service.get(ProcessImport).execute(SYSTEM, { importId });
const one = (importId: string) => service.get(ImportsQueries).one(importId);

async function undo(importId: string): Promise<string> {
  valueOf(await press(importId));
  return valueOf(await process(importId)).state;
}

const gias = (...rows: readonly string[]): string =>
  ['URN,EstablishmentName,EstablishmentStatus (code),Postcode', ...rows].join('\n');
const schools = async (...rows: readonly string[]) =>
  (await importFile(service, { kind: 'schools', content: gias(...rows) })).importId;
const names = async (): Promise<string> => (await facts()).schools.map(({ name }) => name).join(', ');

describe('undoing a register', () => {
  it('brings back the one before, row by row as it was, and the same file may come again', async () => {
    const first = await schools('990001,One,1,', '990002,Two,1,');
    const before = await facts();
    const second = await schools('990002,Two renamed,1,');
    expect(await one(first)).toMatchObject({ canUndo: false });
    expect(await press(first)).toMatchObject({
      refusal: { code: 'newer-import-stored', facts: { importId: second, fileName: 'schools.csv' } },
    });
    expect(await undo(second)).toBe('undone');
    expect(await facts()).toEqual(before);
    expect(await one(second)).toMatchObject({ state: 'undone', canUndo: false });
    expect(await one(first)).toMatchObject({ state: 'imported', canUndo: true });
    const again = await schools('990002,Two renamed,1,');
    expect(again).not.toBe(second);
    expect(await names()).toBe('Two renamed');
    expect([await undo(again), await names()]).toEqual(['undone', 'One, Two']);
    expect([await undo(first), await names()]).toEqual(['undone', '']);
  });

  it('is done once, however often it is asked for', async () => {
    await schools('990001,One,1,');
    const second = await schools('990002,Two,1,');
    const version = (await one(second))?.version ?? 0;
    expect(await press(second, version - 1)).toMatchObject({ refusal: { code: 'overtaken' } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => press(second, version)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(valueOf(await process(second)).state).toBe('undone');
    expect(await process(second)).toMatchObject({ refusal: { code: 'nothing-to-do' } });
    expect(valueOf(await press(second, version))).toMatchObject({ state: 'undone' });
    const rows = await service.database.manager.query<{ action: string; reason: string | null }[]>(
      `SELECT action, reason FROM audit_event WHERE subject_id = $1 ORDER BY id`,
      [second],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...['import.receive', 'import.process', 'import.undo', 'import.process'],
    ]);
    expect(rows[2]?.reason).toBe('wrong file');
  });

  it('broken off in the middle leaves it as it was, and the next attempt finishes it', async () => {
    await schools('990001,One,1,');
    const second = await schools('990002,Two,1,');
    valueOf(await press(second));
    const { owner } = service.test;
    await owner.query(`ALTER TABLE school ADD CONSTRAINT no_one CHECK (urn <> '990001') NOT VALID`);
    await expect(process(second)).rejects.toThrow('no_one');
    expect([await names(), (await one(second))?.state]).toEqual(['Two', 'undoing']);
    await owner.query(`ALTER TABLE school DROP CONSTRAINT no_one`);
    expect(valueOf(await process(second)).state).toBe('undone');
    expect(await names()).toBe('One');
  });

  it('that never ends is given up, and the file stays', async () => {
    await schools('990001,One,1,');
    const second = await schools('990002,Two,1,');
    valueOf(await press(second));
    await service.database.manager.query(`UPDATE import SET takes = 5 WHERE id = $1`, [second]);
    expect(valueOf(await process(second)).state).toBe('imported');
    expect(await one(second)).toMatchObject({
      ...{ state: 'imported', canUndo: true, failure: null },
      undoRefusal: { code: 'broke-off-repeatedly' },
    });
    expect([await undo(second), await names()]).toEqual(['undone', 'One']);
    expect((await one(second))?.undoRefusal).toBeNull();
  });
});

describe('undoing files of every kind', () => {
  it('gives the facts from before', async () => {
    const files: readonly (readonly [ImportKind, string])[] = [
      ...([
        ['schools', 'gias.csv'],
        ['places', 'outcodes.csv'],
        ['groups', 'groups.csv'],
      ] as const),
      ...([
        ['group-links', 'group-links.csv'],
        ['school-links', 'links.csv'],
      ] as const),
    ];
    const all = async () => ({
      ...(await facts()),
      places: (await loadPlaces(service.database.manager)).size,
    });
    for (const [kind, name] of files) {
      const before = await all();
      const { importId } = await importFile(service, { kind, name, content: sample(name) });
      const after = await all();
      expect(after).not.toEqual(before);
      expect(await undo(importId)).toBe('undone');
      expect(await all()).toEqual(before);
      await importFile(service, { kind, name, content: sample(name) });
      expect(await all()).toEqual(after);
    }
    const list = { kind: '2ri-plus', offer: '2024-25' } as const;
    await importFile(service, { ...list, content: 'URN\n990001\n' });
    const { importId } = await importFile(service, { ...list, content: 'URN\n990002\n' });
    await importFile(service, { ...list, offer: '2019-20', content: 'URN\n990003\n' });
    expect(await undo(importId)).toBe('undone');
    expect((await facts()).twoRiPlus?.map(({ urn }) => urn)).toEqual(['990001']);
  });

  it.each([
    ['referrals', '2022-23', 'referrals'],
    ['applications', '2020-21', 'applications'],
    ['below-floor', '2018-19', 'belowFloor'],
    ['2ri-plus', '2024-25', 'twoRiPlus'],
  ] as const)('gives back the list before, or none: %s', async (kind, offer, name) => {
    const given = async () => {
      const list = (await loadAssessmentFacts(service.database.manager, offer))[name] ?? null;
      return list === null ? null : JSON.stringify(list);
    };
    const content = (urn: string) =>
      kind === 'referrals' || kind === 'applications'
        ? `subject_kind,subject_id,decision,decided_on,decided_by\nschool,${urn},accepted,2020-11-02,RSC\n`
        : `URN\n${urn}\n`;
    const put = async (urn: string) =>
      (await importFile(service, { kind, offer, content: content(urn) })).importId;
    const first = await put('990001');
    const before = await given();
    expect(before).toContain('990001');
    const second = await put('990002');
    expect(await given()).not.toContain('990001');
    expect([await undo(second), await given()]).toEqual(['undone', before]);
    expect([await undo(first), await given()]).toEqual(['undone', null]);
  });

  it('adds the remaining inspections up anew', async () => {
    const [last = '', ...earlier] = [...INSPECTION_SAMPLES].reverse();
    for (const name of earlier)
      await importFile(service, { kind: 'inspections', name, content: sample(name) });
    const before = await facts();
    const { importId } = await importFile(service, {
      kind: 'inspections',
      name: last,
      content: sample(last),
    });
    expect((await facts()).inspections.length).toBeGreaterThan(before.inspections.length - 1);
    expect(await undo(importId)).toBe('undone');
    const sorted = (list: readonly object[]) => list.map((item) => JSON.stringify(item)).sort();
    expect(sorted((await facts()).inspections)).toEqual(sorted(before.inspections));
    expect(sorted((await facts()).uninspected ?? [])).toEqual(sorted(before.uninspected ?? []));
  });
});
