/**
 * Reads a GIAS extract into memory, as a match from files does, and prints time and the peak of resident memory.
 *
 *   node dist/benchmarks/read-gias.js GIAS.csv [OUTCODES.csv]
 *
 * The promise (issue: from files to files): 60 MB stay under 300 MB resident. Exit 1 when it is broken.
 */
import type { SchoolFacts } from '../libs/domain/offers/index.js';
import { readGias } from '../libs/features/schools/gias-reader.js';
import { readPlaces } from '../libs/features/schools/places-reader.js';
import { collected, faultLine, fileAt } from '../libs/platform/files/index.js';

const PROMISED_MEGABYTES = 300;

async function measure(path: string, placesPath: string | undefined): Promise<void> {
  const started = performance.now();
  const places = placesPath === undefined ? {} : { places: (await readPlaces(fileAt(placesPath))).places };
  const { items, summary } = await collected<SchoolFacts>((sink) => readGias(fileAt(path), sink, places));
  const seconds = (performance.now() - started) / 1000;
  // Linux gives kilobytes.
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  console.log(
    JSON.stringify({
      file: summary.file,
      megabytes: Math.round(summary.bytes / 1e6),
      schools: items.length,
      faults: summary.faultCount,
      firstFault: summary.faults[0] === undefined ? null : faultLine(summary.faults[0]),
      seconds: Math.round(seconds * 100) / 100,
      peakResidentMegabytes: Math.round(peakMegabytes),
    }),
  );
  if (summary.stopped !== null || peakMegabytes > PROMISED_MEGABYTES) process.exitCode = 1;
}

const [path, placesPath] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: read-gias GIAS.csv [OUTCODES.csv]');
  process.exitCode = 2;
} else {
  await measure(path, placesPath);
}
