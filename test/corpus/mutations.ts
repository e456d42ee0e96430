import { SeededRandom } from '../../samples/maker/seeded-random.js';
import type { Sample } from './file-kinds.js';

/** Text that means something to some reader turns up more often than chance would have it. */
const TOKENS = [
  '"', '""', ',', ',,', '\n', '\r', '\r\n', '\0', ';', '\t', '=', "'", '\ufeff', '\u200b', '\u202e', '\u00a0',
  '0', '-1', '1e9', '0.3', '999901', '0999901', '999901.0', '9999999', 'NULL', 'URN', 'leader_ref', 'é', 'Ã©',
  '31/02/2024', '2024-02-29', '29/02/1900', 'LS1 4AP', '0,0', 'Infinity', '__proto__', '\u{1f600}',
] as const; // prettier-ignore

type Damage = (bytes: Buffer, random: SeededRandom, others: readonly Sample[]) => Buffer;

const at = (bytes: Buffer, random: SeededRandom): number => random.whole(0, bytes.length);

function chunk(bytes: Buffer, random: SeededRandom): readonly [number, number] {
  const start = at(bytes, random);
  return [start, Math.min(bytes.length, start + random.whole(1, 80))];
}

const put = (bytes: Buffer, start: number, end: number, middle: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, start), middle, bytes.subarray(end)]);

const DAMAGES: readonly Damage[] = [
  function flipBits(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let n = random.whole(1, 8); n > 0 && copy.length > 0; n -= 1) {
      const place = random.whole(0, copy.length - 1);
      copy[place] = (copy[place] ?? 0) ^ (1 << random.whole(0, 7));
    }
    return copy;
  },
  function insertToken(bytes, random) {
    const place = at(bytes, random);
    return put(bytes, place, place, Buffer.from(random.pick(TOKENS)));
  },
  function replaceByToken(bytes, random) {
    const start = at(bytes, random);
    return put(bytes, start, start + random.whole(1, 8), Buffer.from(random.pick(TOKENS)));
  },
  function deleteChunk(bytes, random) {
    const [start, end] = chunk(bytes, random);
    return put(bytes, start, end, Buffer.alloc(0));
  },
  function repeatChunk(bytes, random) {
    const [start, end] = chunk(bytes, random);
    const part = bytes.subarray(start, end);
    const many = Array.from({ length: random.whole(1, 20) }, () => part);
    return put(bytes, start, start, Buffer.concat(many));
  },
  function spliceFromOther(bytes, random, others) {
    const other = random.pick(others).bytes.subarray(0, 20_000);
    const [start, end] = chunk(other, random);
    const place = at(bytes, random);
    return put(bytes, place, place, other.subarray(start, end));
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, at(bytes, random));
  },
  function swapEncoding(bytes, random) {
    const text = bytes.toString(random.chance(0.5) ? 'utf8' : 'latin1');
    const mark = random.chance(0.7) ? '\ufeff' : '';
    return Buffer.from(mark + text, random.pick(['utf16le', 'utf8', 'latin1'] as const));
  },
  function swapLines(bytes, random) {
    const lines = bytes.toString('latin1').split('\n');
    const [one, two] = [random.whole(0, lines.length - 1), random.whole(0, lines.length - 1)];
    [lines[one], lines[two]] = [lines[two] ?? '', lines[one] ?? ''];
    return Buffer.from(lines.join(random.pick(['\n', '\n', '\r', '\r\n'])), 'latin1');
  },
  function swapCells(bytes, random) {
    const cells = bytes.toString('latin1').split(',');
    const [one, two] = [random.whole(0, cells.length - 1), random.whole(0, cells.length - 1)];
    [cells[one], cells[two]] = [cells[two] ?? '', cells[one] ?? ''];
    return Buffer.from(cells.join(','), 'latin1');
  },
];

const MOST_BYTES = 8_000;

/** One file of the corpus, damaged one to four times. The same seed gives the same bytes. */
export function damaged(
  seed: number,
  samples: readonly Sample[],
): { readonly from: Sample; readonly bytes: Buffer } {
  const random = new SeededRandom(seed);
  const from = random.pick(samples);
  let bytes: Buffer = from.bytes.subarray(0, MOST_BYTES);
  for (let n = random.whole(1, 4); n > 0; n -= 1) {
    bytes = random.pick(DAMAGES)(bytes, random, samples).subarray(0, MOST_BYTES);
  }
  // Workbooks are read by a process of their own and have a corpus of their own.
  return { from, bytes: bytes[0] === 0x50 && bytes[1] === 0x4b ? bytes.subarray(2) : bytes };
}

/** The bytes in pieces of chance length. */
export function inPieces(bytes: Buffer, seed: number): readonly Buffer[] {
  const random = new SeededRandom(seed);
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = start + random.whole(1, 900);
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}
