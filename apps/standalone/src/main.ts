import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SERVICE = fileURLToPath(new URL('./service.js', import.meta.url));
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// A terminal sends Ctrl-C to everything in its foreground, PostgreSQL and worker included, which would pull the
// database away from under the rest. So the service runs in a session of its own and is stopped in order, from here.
const service = spawn(process.execPath, [SERVICE, ...process.argv.slice(2)], {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
for (const signal of SIGNALS) {
  process.on(signal, () => {
    service.kill(signal);
  });
}
service.once('error', (error) => {
  console.error(`The service could not be started: ${error.message}`);
  process.exit(1);
});
service.once('close', (code) => {
  process.exit(code ?? 1);
});
