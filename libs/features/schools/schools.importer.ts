import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, assert, type Facts, type OfferYear, type Outcome } from '../../domain/kernel/index.js';
import type { TableSummary } from '../../platform/files/index.js';
import {
  type CompareTask,
  type Comparison,
  ImporterRegistry,
  type Importer,
  type ImportKind,
  type ReadTask,
  type RebuildTask,
  type StoreFault,
  type StoreTally,
  type StoreTask,
} from '../imports/index.js';
import { loadPlaces } from './assessment-facts.queries.js';
import {
  compareInspections,
  compareMemberships,
  compareOfferList,
  comparePlaces,
  compareSchoolLinks,
  compareSchools,
  compareTrusts,
} from './compare-schools.queries.js';
import { SCHOOL_FILE_PROFILES, type SchoolFileKind } from './file-profiles.js';
import { readGias, type ReadOptions } from './gias-reader.js';
import { readGroupLinks, readGroups } from './groups-reader.js';
import { readSchoolLinks } from './links-reader.js';
import { readReferrals, readUrnList } from './lists-reader.js';
import type { OfferList } from './offer-list-entry.entity.js';
import { unknownOnList } from './list-subjects.queries.js';
import { readInspections } from './ofsted-reader.js';
import { placeByDistrict } from './place-by-district.js';
import { readPlaceRows } from './places-reader.js';
import {
  clearInspections,
  mergeInspectionRows,
  replaceMemberships,
  replaceOfferList,
  replacePlaces,
  replaceSchoolLinks,
  replaceSchools,
  replaceTrusts,
  type Replaced,
} from './schools.repository.js';

interface Ways {
  read(task: ReadTask): Promise<TableSummary>;
  store(task: StoreTask): Promise<StoreTally>;
  compare(manager: EntityManager, task: CompareTask): Promise<Comparison>;
  /** For files that add up: takes away what all of them said. */
  clear?(manager: EntityManager): Promise<void>;
}

/** Nobody stages under it: a store of nothing. */
const NO_FENCE = 0;

/**
 * Files about schools and trusts. GIAS extracts, districts and the Department's lists are whole: a new one takes the
 * place of the one before (of its offer). Inspections add up.
 */
@Injectable()
export class SchoolsImporter implements Importer, OnModuleInit {
  readonly kinds = Object.keys(WAYS) as readonly SchoolFileKind[];
  readonly profiles = SCHOOL_FILE_PROFILES;

  constructor(private readonly registry: ImporterRegistry) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  read(task: ReadTask): Promise<TableSummary> {
    return waysOf(task.kind).read(task);
  }

  store(task: StoreTask): Promise<StoreTally> {
    return waysOf(task.kind).store(task);
  }

  compare(task: CompareTask): Promise<Comparison> {
    return waysOf(task.kind).compare(task.manager, task);
  }

  readonly rebuildsFrom = (kind: ImportKind): 'latest' | 'all' =>
    waysOf(kind).clear === undefined ? 'latest' : 'all';

  /** A file that is whole takes the place of the undone one; files that add up are added up anew. */
  async rebuild(task: RebuildTask): Promise<Outcome<Facts>> {
    const { manager, actor, kind, offer, remaining, importId } = task;
    const ways = waysOf(kind);
    await ways.clear?.(manager);
    const none = ways.clear === undefined ? [{ importId, fence: NO_FENCE }] : [];
    const files = remaining.length === 0 ? none : remaining;
    let storedCount = 0;
    for (const file of files) {
      storedCount += (await ways.store({ manager, actor, kind, offer, ...file })).storedCount;
    }
    return accepted({ storedCount, rebuiltFrom: remaining.map((file) => file.importId) });
  }
}

function waysOf(kind: ImportKind): Ways {
  assert(kind !== 'survey' && kind !== 'contacts', `files of ${kind} are not about schools`);
  return WAYS[kind];
}

const WAYS: Readonly<Record<SchoolFileKind, Ways>> = {
  schools: {
    read: async ({ manager, source, accept, columnMap: map, unread: onUnread }) =>
      readGias(source, accept, { map, onUnread, places: await loadPlaces(manager) }),
    store: async (task) => tally(await replaceSchools(task.manager, task)),
    compare: compareSchools,
  },
  groups: {
    read: async ({ manager, source, accept, columnMap: map, unread: onUnread }) =>
      readGroups(source, accept, { map, onUnread, places: await loadPlaces(manager) }),
    store: async (task) => tally(await replaceTrusts(task.manager, task)),
    compare: compareTrusts,
  },
  'group-links': {
    read: ({ source, accept, columnMap: map, unread: onUnread }) =>
      readGroupLinks(source, accept, { map, onUnread }),
    store: async (task) => tally(await replaceMemberships(task.manager, task)),
    compare: compareMemberships,
  },
  'school-links': {
    read: ({ source, accept, columnMap: map, unread: onUnread }) =>
      readSchoolLinks(source, accept, { map, onUnread }),
    store: async (task) => tally(await replaceSchoolLinks(task.manager, task)),
    compare: compareSchoolLinks,
  },
  places: {
    read: ({ source, accept, columnMap: map }) => readPlaceRows(source, accept, { map }),
    store: storePlaces,
    compare: comparePlaces,
  },
  inspections: {
    read: ({ source, accept, columnMap: map, unread: onUnread }) =>
      readInspections(
        source,
        {
          inspection: (inspection) => accept({ inspection }),
          uninspected: (uninspected) => accept({ uninspected }),
        },
        { map, onUnread },
      ),
    store: async (task) => {
      const stored = await mergeInspectionRows(task.manager, task);
      return { storedCount: stored.rows, faults: [], facts: { ...stored } };
    },
    compare: compareInspections,
    clear: clearInspections,
  },
  '2ri-plus': listWays('2ri-plus', readUrnList),
  referrals: listWays('referrals', readReferrals),
  'below-floor': listWays('below-floor', readUrnList),
  applications: listWays('applications', readReferrals),
};

/** A list that belongs to one offer. */
function listWays(
  list: OfferList,
  read: (
    source: ReadTask['source'],
    accept: ReadTask['accept'],
    options: ReadOptions,
  ) => Promise<TableSummary>,
): Ways {
  return {
    read: ({ source, accept, columnMap: map, unread: onUnread }) => read(source, accept, { map, onUnread }),
    store: async (task) => {
      const offer = offerOf(task.offer);
      const stored = await replaceOfferList(task.manager, task, offer, list);
      return tally(stored, await unknownOnList(task.manager, offer, list));
    },
    compare: (manager, task) => compareOfferList(manager, task, offerOf(task.offer), list),
  };
}

async function storePlaces(task: StoreTask): Promise<StoreTally> {
  const { manager } = task;
  const stored = tally(await replacePlaces(manager, task));
  const places = await loadPlaces(manager);
  const schoolsMoved = await placeByDistrict(manager, 'school', places);
  const trustsMoved = await placeByDistrict(manager, 'trust', places);
  return { ...stored, facts: { ...stored.facts, schoolsMoved, trustsMoved } };
}

function tally({ before, after }: Replaced, faults: readonly StoreFault[] = []): StoreTally {
  return { storedCount: after, faults, facts: { before, after } };
}

function offerOf(offer: OfferYear | null): OfferYear {
  assert(offer !== null, 'a list belongs to an offer');
  return offer;
}
