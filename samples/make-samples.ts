import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeSamples } from './maker/samples.js';

// `npm run build && node dist/samples/make-samples.js [FOLDER]` writes the files anew (default: samples/).
const folder = resolve(process.argv[2] ?? 'samples');
for (const [name, bytes] of makeSamples()) writeFileSync(resolve(folder, name), bytes);
