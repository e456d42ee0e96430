import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSamples } from './maker/samples.js';

/** Writes every sample file into `folder`, replacing what is there under the same names. */
export function writeSamples(folder: string): void {
  for (const [name, bytes] of makeSamples()) writeFileSync(resolve(folder, name), bytes);
}

// `npm run build && node dist/samples/make-samples.js [FOLDER]` makes them anew (default: samples/).
if (process.argv[1] === fileURLToPath(import.meta.url)) writeSamples(process.argv[2] ?? 'samples');
