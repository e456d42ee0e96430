import { runCli } from './program.js';
import { PROCESS_TERMINAL } from './terminal.js';

process.exitCode = await runCli(process.argv.slice(2), PROCESS_TERMINAL);
