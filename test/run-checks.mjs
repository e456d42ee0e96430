// `npm run check`: the build, then every check that needs no server; the linter, the longest, beside all others. Each
// check's output is printed whole when it ends. Exits 1 when one of them failed, and names it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const LANES = [['lint'], ['types', 'format', 'imports', 'policy', 'migrations']];

async function npmRun(script) {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      output += piece;
    });
  const [status] = await once(child, 'close');
  process.stdout.write(`-- ${script}: ${status === 0 ? 'passed' : 'FAILED'}\n${status === 0 ? '' : output}`);
  return status === 0;
}

let passed = await npmRun('built');
if (passed) {
  const lanes = LANES.map(async (checks) => {
    for (const check of checks) passed = (await npmRun(`check:${check}`)) && passed;
  });
  await Promise.all(lanes);
}
process.exitCode = passed ? 0 : 1;
