import { once } from 'node:events';
import { readWorkbook } from './read-workbook.js';
import type { WorkbookFrame } from './workbook-frames.js';
import type { SheetLimits } from './workbook-limits.js';

/**
 * The process that unpacks and reads one workbook: its bytes come in on standard input, frames go out on standard
 * output, a line of JSON each. It has no other file and no environment, and its parent ends it when it takes too long.
 */
async function main(): Promise<void> {
  const limits = JSON.parse(process.argv[2] ?? '') as SheetLimits;
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  await readWorkbook(Buffer.concat(chunks), limits, send);
}

/** Waits for the parent when it is slower: rows never pile up here. */
async function send(frame: WorkbookFrame): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(frame)}\n`)) await once(process.stdout, 'drain');
}

// The parent is gone or has seen enough.
process.stdout.on('error', () => process.exit(0));

try {
  await main();
} catch (error) {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await send({ kind: 'bug', stack });
}
