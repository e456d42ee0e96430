import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { type BoundaryRefusal, readBoundaries } from '../../platform/geography/index.js';
import { replaceOutline } from './map-outline.repository.js';

export interface ImportOutlineInput {
  readonly fileName: string;
  /** GeoJSON or TopoJSON in degrees. */
  readonly text: string;
}

export interface ImportedOutline {
  readonly areas: number;
  readonly points: number;
  readonly sha256: string;
}

/** Reads an outline for the maps and puts it in place of the one before. */
@Injectable()
export class ImportOutlineUseCase {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { fileName, text }: ImportOutlineInput,
  ): Promise<Outcome<ImportedOutline, BoundaryRefusal>> {
    const read = readBoundaries(text);
    if (!read.ok) return read;
    const { areas } = read.value;
    const sha256 = createHash('sha256').update(text).digest('hex');
    const points = areas.reduce(
      (sum, { rings }) => sum + rings.reduce((all, ring) => all + ring.length, 0),
      0,
    );
    return this.database.transaction(actor, async (manager) => {
      await replaceOutline(manager, { fileName, sha256, content: read.value, importedBy: actor.id });
      await append(manager, actor, {
        action: 'map-outline.import',
        subjectKind: 'map-outline',
        subjectId: 'england',
        after: { fileName, sha256, areas: areas.length, points },
      });
      return accepted({ areas: areas.length, points, sha256 });
    });
  }
}
