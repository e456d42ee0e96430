import { runCli } from './program.js';
import { PROCESS_TERMINAL } from './terminal.js';

for (const stream of [process.stdout, process.stderr]) {
  // Whoever read it has had enough (`| head`): the work itself goes on to its end.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.exitCode = await runCli(process.argv.slice(2), PROCESS_TERMINAL);
