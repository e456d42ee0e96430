import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type {
  AssessmentFacts,
  FactKind,
  InspectionFacts,
  SchoolFacts,
  UnreadRow,
  UrnListEntry,
} from '../../../libs/domain/offers/index.js';
import {
  inspectionFile,
  type InspectionFile,
  mergeInspections,
  mergeUninspected,
  readGias,
  readGroupLinks,
  readGroups,
  readInspections,
  readPlaces,
  readReferrals,
  readSchoolLinks,
  readUrnList,
  stillUnread,
  type UnreadSubject,
} from '../../../libs/features/schools/readers.js';
import {
  collected,
  type Collected,
  type ColumnMap,
  fileAt,
  type ItemSink,
  parseColumnMap,
  type RowFault,
  type TableSummary,
} from '../../../libs/platform/files/index.js';
import type { Places } from '../../../libs/platform/geography/index.js';
import type { InputOptions, MappedFile } from './input-options.js';
import type { Step } from './progress-bar.js';

/** What the given files say, and what is wrong with them. */
export interface FactsReading {
  readonly facts: AssessmentFacts;
  readonly places: Places | null;
  readonly summaries: readonly TableSummary[];
}

/** Reads every file that `assess` and `match` share, one after the other (each is streamed). */
export async function readFacts(
  options: InputOptions,
  maps: ReadonlyMap<MappedFile, ColumnMap>,
  onStep: (step: Step) => void,
): Promise<FactsReading> {
  const summaries: TableSummary[] = [];
  const steps = new ReadingSteps(options, onStep);
  const keep = <Item>(read: Collected<Item>): readonly Item[] => {
    summaries.push(read.summary);
    return read.items;
  };
  const optional = async <Item>(
    path: string | undefined,
    read: (path: string, sink: ItemSink<Item>) => Promise<TableSummary>,
  ): Promise<readonly Item[] | null> => {
    if (path === undefined) return null;
    steps.next();
    return keep(await collected<Item>((sink) => read(path, sink)));
  };

  const placed = options.places === undefined ? null : await readPlaces(fileAt(options.places));
  if (placed) {
    steps.next();
    summaries.push(placed.summary);
  }
  const withPlaces = placed ? { places: placed.places } : {};
  const unread: UnreadRow[] = [];
  const told = (kind: FactKind) => ({
    onUnread: (row: UnreadSubject) => void unread.push({ ...row, kind }),
  });
  const schools = await optional<SchoolFacts>(options.schools, (path, sink) =>
    readGias(fileAt(path), sink, { ...withPlaces, ...mapFor(maps, 'schools'), ...told('schools') }),
  );
  const given = await readInspectionFiles(options.inspections, steps);
  summaries.push(...given.summaries);
  for (const row of given.unread) unread.push({ ...row, kind: 'inspections' });
  const facts: AssessmentFacts = {
    schools: schools ?? [],
    inspections: given.inspections,
    uninspected: given.uninspected,
    trusts: await optional(options.groups, (path, sink) =>
      readGroups(fileAt(path), sink, { ...withPlaces, ...told('groups') }),
    ),
    memberships: await optional(options.groupLinks, (path, sink) =>
      readGroupLinks(fileAt(path), sink, told('group-links')),
    ),
    links: await optional(options.links, (path, sink) =>
      readSchoolLinks(fileAt(path), sink, told('school-links')),
    ),
    twoRiPlus: await optional(options.list['2ri-plus'], (path, sink) =>
      readUrnList(fileAt(path), sink, told('2ri-plus')),
    ),
    referrals: await optional(options.list.referrals, (path, sink) =>
      readReferrals(fileAt(path), sink, told('referrals')),
    ),
    belowFloor: await optional(options.list['below-floor'], (path, sink) =>
      readUrnList(fileAt(path), sink, told('below-floor')),
    ),
    applications: await optional(options.list.applications, (path, sink) =>
      readReferrals(fileAt(path), sink, told('applications')),
    ),
    unread,
  };
  return { facts, places: placed?.places ?? null, summaries };
}

/** Several files of inspections as one, the first counting most. */
async function readInspectionFiles(paths: readonly string[], steps: ReadingSteps) {
  const summaries: TableSummary[] = [];
  const lists: (readonly InspectionFacts[])[] = [];
  const uninspected: (readonly UrnListEntry[])[] = [];
  const files: InspectionFile<UnreadSubject>[] = [];
  for (const path of paths) {
    steps.next();
    const never: UrnListEntry[] = [];
    const lost: UnreadSubject[] = [];
    const { items, summary } = await collected<InspectionFacts>((sink) =>
      readInspections(
        fileAt(path),
        { inspection: sink, uninspected: (entry) => void never.push(entry) },
        { onUnread: (row) => void lost.push(row) },
      ),
    );
    summaries.push(summary);
    lists.push(items);
    uninspected.push(never);
    files.push(inspectionFile(items, never, lost));
  }
  const inspections = mergeInspections(lists);
  return {
    ...{ summaries, inspections, unread: stillUnread(files, inspections) },
    uninspected: mergeUninspected(uninspected, inspections),
  };
}

/** Tells how many of the given files have been read. */
class ReadingSteps {
  #done = 0;
  readonly #all: number;

  constructor(
    { inspections, groups, groupLinks, links, places, list }: InputOptions,
    private readonly onStep: (step: Step) => void,
  ) {
    const optional = [groups, groupLinks, links, places, ...Object.values(list)];
    this.#all = 1 + inspections.length + optional.filter((path) => path !== undefined).length;
  }

  next(): void {
    this.onStep({ phase: 'reading', fraction: this.#done / this.#all });
    this.#done += 1;
  }
}

export function mapFor(
  maps: ReadonlyMap<MappedFile, ColumnMap>,
  file: MappedFile,
): { readonly map?: ColumnMap } {
  const map = maps.get(file);
  return map ? { map } : {};
}

/** Reads the column maps that were named; an unusable one is a fault of its own. */
export async function readColumnMaps(
  paths: InputOptions['map'],
): Promise<{ readonly maps: ReadonlyMap<MappedFile, ColumnMap>; readonly faults: readonly RowFault[] }> {
  const maps = new Map<MappedFile, ColumnMap>();
  const faults: RowFault[] = [];
  for (const [file, path] of Object.entries(paths) as [MappedFile, string][]) {
    const text = await readText(path);
    const map = text === null ? null : parseColumnMap(text);
    if (map?.ok) maps.set(file, map.value);
    else faults.push(fileFault(path, text === null ? 'file-not-found' : 'map-not-json'));
  }
  return { maps, faults };
}

/** The text of a small file, or null when it cannot be read. */
export async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

/** A fault of a file as a whole. */
export function fileFault(
  path: string,
  code: 'file-not-found' | 'map-not-json' | 'no-rows' | 'no-usable-rows',
): RowFault {
  return {
    file: basename(path),
    row: null,
    column: null,
    value: null,
    code,
    allowed: [],
    effect: 'file-refused',
    facts: {},
  };
}

/** A file without rows says nothing, and is most likely the wrong one; only of a list it says that nobody is on it. */
export function filesWithoutRows(
  { inspections, groups, groupLinks, links, places, terms }: InputOptions,
  summaries: readonly TableSummary[],
): readonly RowFault[] {
  const given = [...inspections, groups, groupLinks, links, places, terms].filter(
    (path) => path !== undefined,
  );
  const empty = new Set(
    summaries.filter(({ stopped, rowsRead }) => stopped === null && rowsRead === 0).map(({ file }) => file),
  );
  return given.filter((path) => empty.has(basename(path))).map((path) => fileFault(path, 'no-rows'));
}

/** Why nothing came of a file: it has no rows, or none that can be used. */
export function nothingRead(path: string, summaries: readonly TableSummary[]): RowFault {
  const summary = summaries.find(({ file }) => file === basename(path));
  return fileFault(path, summary?.rowsRead === 0 ? 'no-rows' : 'no-usable-rows');
}
