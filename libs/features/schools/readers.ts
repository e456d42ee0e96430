/**
 * The second door of this room: files to facts, without a database and without what a database needs in memory
 * (docs/adr/0006).
 */
export { SCHOOL_FILE_PROFILES, type SchoolFileKind } from './file-profiles.js';
export { type PlacedReadOptions, readGias, type ReadOptions } from './gias-reader.js';
export { phasesOf, type PhaseSource } from './gias-phases.js';
export { groupKindOf, readGroupLinks, readGroups } from './groups-reader.js';
export { readSchoolLinks } from './links-reader.js';
export { readReferrals, readUrnList } from './lists-reader.js';
export { mergeInspections, mergeUninspected } from './ofsted-merge.js';
export { type InspectionSinks, readInspections } from './ofsted-reader.js';
export { inspectionFile, stillUnread, type InspectionFile } from './ofsted-unread.js';
export { readPlaces } from './places-reader.js';
export { readTermDates } from './terms-reader.js';
export type { UnreadSubject } from './unread-subject.js';
