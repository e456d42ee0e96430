/**
 * Makes a fictional GIAS extract of national size.
 *
 *   node dist/benchmarks/make-gias.js OUT.csv [rows=27000] [columns=135] [megabytes=60]
 *
 * The columns that we read have real names and plausible values; the rest is padding, as the real file's other
 * hundred columns are to us. The same arguments give the same file.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const KEPT = [
  'URN',
  'LA (code)',
  'LA (name)',
  'EstablishmentName',
  'TypeOfEstablishment (code)',
  'EstablishmentTypeGroup (code)',
  'EstablishmentStatus (code)',
  'OpenDate',
  'CloseDate',
  'PhaseOfEducation (code)',
  'PhaseOfEducation (name)',
  'StatutoryLowAge',
  'StatutoryHighAge',
  'ReligiousCharacter (name)',
  'Diocese (code)',
  'Diocese (name)',
  'TrustSchoolFlag (code)',
  'Trusts (code)',
  'Trusts (name)',
  'GOR (name)',
  'Postcode',
  'Easting',
  'Northing',
] as const;

const REGIONS = ['North East', 'North West', 'London', 'South East', 'South West', 'East Midlands'] as const;

/** A small seeded generator (mulberry32): whole numbers from 0 to `below` - 1. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function schoolCells(row: number, pick: (below: number) => number): readonly string[] {
  const authority = 200 + pick(153);
  const trust = pick(2) === 0 ? '' : String(2000 + pick(2500));
  const isPrimary = pick(5) < 4;
  return [
    String(100_000 + row),
    String(authority),
    `Authority of Somewhere ${authority}`,
    `St Somebody\u0092s School, No. ${row}`,
    trust === '' ? '01' : '34',
    trust === '' ? '4' : '10',
    pick(20) === 0 ? '2' : '1',
    `0${1 + pick(9)}-09-${1950 + pick(70)}`,
    '',
    isPrimary ? '2' : '4',
    isPrimary ? 'Primary' : 'Secondary',
    isPrimary ? '3' : '11',
    isPrimary ? '11' : '18',
    pick(4) === 0 ? 'Roman Catholic' : 'Does not apply',
    '0000',
    'Not applicable',
    trust === '' ? '0' : '3',
    trust,
    trust === '' ? '' : `TRUST OF SOMEWHERE ${trust}`,
    REGIONS[pick(REGIONS.length)] ?? 'London',
    `LS${1 + pick(28)} ${pick(10)}AB`,
    String(130_000 + pick(520_000)),
    String(20_000 + pick(630_000)),
  ];
}

const quoted = (cell: string): string => (cell.includes(',') ? `"${cell}"` : cell);

async function make(path: string, rows: number, columns: number, megabytes: number): Promise<void> {
  const pick = numbers(1);
  const paddingColumns = columns - KEPT.length;
  const keptBytes = schoolCells(1, numbers(2)).join(',').length;
  const wanted = (megabytes * 1e6) / rows - keptBytes - columns;
  const padding = 'Not applicable, and so on and so forth'.repeat(20).replaceAll(',', ' ');
  const cell = padding.slice(0, Math.max(0, Math.floor(wanted / paddingColumns)));
  const rest = Array.from({ length: paddingColumns }, () => cell).join(',');
  const names = [...KEPT, ...Array.from({ length: paddingColumns }, (_, at) => `Padding ${at + 1}`)];
  const out = createWriteStream(path);
  out.write(Buffer.from(`${names.join(',')}\r\n`, 'latin1'));
  for (let row = 0; row < rows; row += 1) {
    const line = `${schoolCells(row, pick).map(quoted).join(',')},${rest}\r\n`;
    if (!out.write(Buffer.from(line, 'latin1'))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  console.log(`${path}: ${rows} rows, ${columns} columns, ${Math.round(out.bytesWritten / 1e6)} MB`);
}

const [path, rows = '27000', columns = '135', megabytes = '60'] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: make-gias OUT.csv [rows] [columns] [megabytes]');
  process.exitCode = 2;
} else {
  await make(path, Number(rows), Number(columns), Number(megabytes));
}
