import { once } from 'node:events';
import { createServer } from 'node:net';

/** Throws with a message for the operator when nobody may listen there now; before anything else is started. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (cause) {
    throw new Error(portMessage(host, port, cause), { cause });
  } finally {
    probe.close();
  }
}

function portMessage(host: string, port: number, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const where = `${host}:${String(port)}`;
  if (code === 'EADDRINUSE') {
    return (
      `Something listens on ${where} already, perhaps this service: open http://${where}/, ` +
      'or stop it, or choose another port with PORT'
    );
  }
  if (code === 'EACCES') return `This user may not listen on ${where}: choose a port above 1023 with PORT`;
  return `The service cannot listen on ${where} (${String(code ?? error)}): set PORT or HOST`;
}
