import type { UnreadRow } from '../../domain/offers/index.js';
import type { ItemSink, TableRow } from '../../platform/files/index.js';

/** Whom a row that could not be read is about; whoever reads the file knows its kind. */
export type UnreadSubject = Omit<UnreadRow, 'kind'>;
export type UnreadSink = ItemSink<UnreadSubject>;

type Named = Pick<UnreadSubject, 'subjectKind' | 'subjectId' | 'inspectionNumber'>;
const NOBODY: Named = { subjectKind: null, subjectId: null };

export const aboutSchool = (urn: string | undefined): readonly Named[] =>
  urn === undefined ? [] : [{ subjectKind: 'school', subjectId: urn }];
export const aboutTrust = (uid: string | undefined): readonly Named[] =>
  uid === undefined ? [] : [{ subjectKind: 'trust', subjectId: uid }];

/** Tells of a row that could not be read: about each of these, or about nobody that can be named. */
export async function tellUnread(
  sink: UnreadSink | undefined,
  row: Pick<TableRow<string>, 'file' | 'row'>,
  subjects: readonly Named[],
): Promise<void> {
  for (const subject of subjects.length === 0 ? [NOBODY] : subjects) {
    await sink?.({ ...subject, source: { file: row.file, row: row.row } });
  }
}
