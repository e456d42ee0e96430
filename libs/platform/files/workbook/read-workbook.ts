import { readCellFormats } from './cell-formats.js';
import { SheetReading } from './sheet-reading.js';
import type { WorkbookFrame } from './workbook-frames.js';
import { refuseOtherKinds } from './workbook-kind.js';
import { readLayout, readSharedTexts, type SheetEntry, type WorkbookLayout } from './workbook-layout.js';
import type { SheetLimits } from './workbook-limits.js';
import { WorkbookRefused } from './workbook-refused.js';
import { XmlTokens } from './xml-tokens.js';
import { ZipParts } from './zip-parts.js';

/** Takes one frame at a time; the reader waits for it. */
export type FrameSink = (frame: WorkbookFrame) => Promise<void>;

/**
 * Reads the first visible sheet of an XLSX workbook: facts, then rows, then what is known after the last of them. What is
 * wrong with the file is the last frame; exceptions are bugs.
 *
 * Runs in a process of its own (`workbook-child.ts`): the archive decides how much work this is.
 */
export async function readWorkbook(bytes: Buffer, limits: SheetLimits, emit: FrameSink): Promise<void> {
  try {
    const parts = await ZipParts.open(bytes, limits);
    await refuseOtherKinds(parts);
    const layout = await readLayout(parts, limits);
    const { sheet, part } = firstVisible(layout);
    const others = layout.sheets.filter((other) => other !== sheet);
    const namesOf = (isHidden: boolean): readonly string[] =>
      others.filter((other) => other.isHidden === isHidden).map(({ name }) => name);
    const facts = { sheet: sheet.name, hiddenSheets: namesOf(true), furtherSheets: namesOf(false) };
    await emit({ kind: 'facts', facts });
    await readSheet(parts, part, layout, limits, emit);
  } catch (error) {
    if (!(error instanceof WorkbookRefused)) throw error;
    await emit({ kind: 'stop', stop: error.stop });
  }
}

function firstVisible({ sheets }: WorkbookLayout): { readonly sheet: SheetEntry; readonly part: string } {
  for (const sheet of sheets) {
    if (!sheet.isHidden && sheet.part !== null) return { sheet, part: sheet.part };
  }
  throw new WorkbookRefused('workbook-without-sheet');
}

async function readSheet(
  parts: ZipParts,
  part: string,
  layout: WorkbookLayout,
  limits: SheetLimits,
  emit: FrameSink,
): Promise<void> {
  const { stylesPart, sharedTextsPart, startsIn1904 } = layout;
  const formats = stylesPart === null ? [] : await readCellFormats(parts, stylesPart);
  const sharedTexts = sharedTextsPart === null ? [] : await readSharedTexts(parts, sharedTextsPart, limits);
  const reading = new SheetReading({ part, sharedTexts, formats, startsIn1904, limits });
  const tokens = new XmlTokens(part, reading);
  for await (const text of parts.text(part)) {
    tokens.push(text);
    const rows = reading.takeRows();
    if (rows.length > 0) await emit({ kind: 'rows', rows });
  }
  tokens.finish();
  await emit({ kind: 'end', rest: reading.rest() });
}
