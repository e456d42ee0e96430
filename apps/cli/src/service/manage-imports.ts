import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { waitForImport } from './import-file.js';
import { decidedImport, importList } from './resources.js';
import type { ServiceOptions } from './service-options.js';
import { askOnce, pathOf, printJson, tellFailure, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';

export interface ImportsOptions extends ServiceOptions {
  readonly kind?: string;
  readonly offer?: string;
}
export interface UndoOptions extends ServiceOptions {
  readonly reason?: string;
}
export interface RejectedOptions extends ServiceOptions {
  readonly out: string;
}

export function listImports(
  { kind, offer, ...options }: ImportsOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const query = new URLSearchParams({
    limit: '200',
    ...(kind === undefined ? {} : { kind }),
    ...(offer === undefined ? {} : { offer }),
  });
  return withService(options, surroundings, terminal, (session) =>
    askOnce(session, session.client.get(`/imports?${query.toString()}`, importList), ({ items }) =>
      items.length === 0
        ? ['There is no import.']
        : textTable(
            ['import', 'kind', 'offer', 'state', 'stored', 'faults', 'received', 'file'],
            items.map((one) => [
              one.id,
              one.kind ?? '?',
              one.offer ?? '',
              one.state,
              `${String(one.storedCount)} of ${String(one.rowCount)}`,
              String(one.faultCount),
              one.createdAt,
              one.fileName,
            ]),
          ),
    ),
  );
}

export interface ConfirmOptions extends ServiceOptions {
  readonly acceptRemoval: boolean;
}

export function confirmImport(
  id: string,
  { acceptRemoval, ...options }: ConfirmOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const body = acceptRemoval ? { acceptRemoval } : {};
  return decideAndWait(id, 'confirm', body, options, surroundings, terminal);
}

export function undoImport(
  id: string,
  { reason, ...options }: UndoOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const body = reason === undefined ? {} : { reason };
  return decideAndWait(id, 'undo', body, options, surroundings, terminal);
}

export function discardImport(
  id: string,
  options: ServiceOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, (session) =>
    askOnce(session, session.client.post(`${pathOf('imports', id)}/discard`, {}, decidedImport), () => [
      'The file is put aside; nothing of it was stored.',
    ]),
  );
}

export function writeRejected(
  id: string,
  { out, ...options }: RejectedOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const written = await session.client.download(
      `${pathOf('imports', id)}/rejected.csv?purpose=correct-file`,
      out,
    );
    if (!written.ok) return tellFailure(session, written.failure);
    if (session.json) printJson(terminal, { file: out });
    else terminal.out(`The faulty rows are in ${out}.\n`);
    return EXIT.done;
  });
}

function decideAndWait(
  id: string,
  verb: 'confirm' | 'undo',
  body: object,
  options: ServiceOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const decided = await session.client.post(`${pathOf('imports', id)}/${verb}`, body, decidedImport);
    if (!decided.ok) return tellFailure(session, decided.failure);
    return waitForImport(session, decided.value.importId, verb === 'undo' ? 'undo' : 'import');
  });
}
