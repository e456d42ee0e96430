import { Injectable, type OnModuleInit } from '@nestjs/common';
import { assert, type OfferYear } from '../../domain/kernel/index.js';
import type { TableSummary } from '../../platform/files/index.js';
import {
  ImporterRegistry,
  type Importer,
  type ImportKind,
  type ReadTask,
  type StoreTally,
  type StoreTask,
} from '../imports/index.js';
import { loadPlaces } from './assessment-facts.queries.js';
import { readGias } from './gias-reader.js';
import { readGroupLinks, readGroups } from './groups-reader.js';
import { readSchoolLinks } from './links-reader.js';
import { readReferrals, readUrnList } from './lists-reader.js';
import { readInspections } from './ofsted-reader.js';
import { placeByDistrict } from './place-by-district.js';
import { readPlaceRows } from './places-reader.js';
import {
  mergeInspectionRows,
  replaceMemberships,
  replaceOfferList,
  replacePlaces,
  replaceSchoolLinks,
  replaceSchools,
  replaceTrusts,
  type Replaced,
} from './schools.repository.js';

type SchoolKind = Exclude<ImportKind, 'survey'>;

interface Ways {
  read(task: ReadTask): Promise<TableSummary>;
  store(task: StoreTask): Promise<StoreTally>;
}

/**
 * Files about schools and trusts. GIAS extracts, districts and the Department's lists are whole: a new one takes the
 * place of the one before (of its offer). Inspections add up.
 */
@Injectable()
export class SchoolsImporter implements Importer, OnModuleInit {
  readonly kinds = Object.keys(WAYS) as readonly SchoolKind[];

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
}

function waysOf(kind: ImportKind): Ways {
  assert(kind !== 'survey', 'a survey is no file about schools');
  return WAYS[kind];
}

const WAYS: Readonly<Record<SchoolKind, Ways>> = {
  schools: {
    read: async ({ manager, source, accept, columnMap: map }) =>
      readGias(source, accept, { map, places: await loadPlaces(manager) }),
    store: async (task) => tally(await replaceSchools(task.manager, task)),
  },
  groups: {
    read: async ({ manager, source, accept, columnMap: map }) =>
      readGroups(source, accept, { map, places: await loadPlaces(manager) }),
    store: async (task) => tally(await replaceTrusts(task.manager, task)),
  },
  'group-links': {
    read: ({ source, accept, columnMap: map }) => readGroupLinks(source, accept, { map }),
    store: async (task) => tally(await replaceMemberships(task.manager, task)),
  },
  'school-links': {
    read: ({ source, accept, columnMap: map }) => readSchoolLinks(source, accept, { map }),
    store: async (task) => tally(await replaceSchoolLinks(task.manager, task)),
  },
  places: {
    read: ({ source, accept, columnMap: map }) => readPlaceRows(source, accept, { map }),
    store: storePlaces,
  },
  inspections: {
    read: ({ source, accept, columnMap: map }) =>
      readInspections(
        source,
        {
          inspection: (inspection) => accept({ inspection }),
          uninspected: (uninspected) => accept({ uninspected }),
        },
        { map },
      ),
    store: async (task) => {
      const stored = await mergeInspectionRows(task.manager, task);
      return { storedCount: stored.inspections + stored.uninspected, faults: [], facts: { ...stored } };
    },
  },
  '2ri-plus': {
    read: ({ source, accept, columnMap: map }) => readUrnList(source, accept, { map }),
    store: async (task) => tally(await replaceOfferList(task.manager, task, offerOf(task.offer), '2ri-plus')),
  },
  referrals: {
    read: ({ source, accept, columnMap: map }) => readReferrals(source, accept, { map }),
    store: async (task) =>
      tally(await replaceOfferList(task.manager, task, offerOf(task.offer), 'referrals')),
  },
};

async function storePlaces(task: StoreTask): Promise<StoreTally> {
  const { manager } = task;
  const stored = tally(await replacePlaces(manager, task));
  const places = await loadPlaces(manager);
  const schoolsMoved = await placeByDistrict(manager, 'school', places);
  const trustsMoved = await placeByDistrict(manager, 'trust', places);
  return { ...stored, facts: { ...stored.facts, schoolsMoved, trustsMoved } };
}

function tally({ before, after }: Replaced): StoreTally {
  return { storedCount: after, faults: [], facts: { before, after } };
}

function offerOf(offer: OfferYear | null): OfferYear {
  assert(offer !== null, 'a list belongs to an offer');
  return offer;
}
