import { basename } from 'node:path';
import { plural } from '../../../../libs/wording/index.js';
import { ProgressBar } from '../progress-bar.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { type Asked, tellEnd, waitingFor, warnOfYear } from './import-end.js';
import { readJsonObject, unreadableReason } from './read-json-file.js';
import { importFaults, importResource, type ImportResource, receivedImport } from './resources.js';
import type { ServiceOptions } from './service-options.js';
import {
  pathOf,
  plain,
  printJson,
  refuse,
  type ServiceSession,
  tellFailure,
  withService,
} from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { waitUntil } from './wait-until.js';

export interface ImportOptions extends ServiceOptions {
  readonly kind: string;
  readonly offer?: string;
  /** A column map, JSON. */
  readonly map?: string;
  readonly review: boolean;
  readonly acceptRemoval: boolean;
  readonly force: boolean;
  readonly wait: boolean;
}

/** Lines on stderr; the rest is at the service. */
const FAULTS_SHOWN = 20;

export async function importFile(
  file: string,
  options: ImportOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const reason = await unreadableReason(file);
  if (reason !== null) {
    return refuse({ json: options.json, terminal }, 'unreadable-file', `${file} cannot be read: ${reason}.`);
  }
  const map = options.map === undefined ? null : await readJsonObject(options.map);
  if (map?.ok === false) {
    const message = `The column map ${options.map ?? ''} cannot be used: ${map.reason}.`;
    return refuse({ json: options.json, terminal }, 'bad-column-map', message);
  }
  return withService(options, surroundings, terminal, async (session) => {
    const query = new URLSearchParams({
      kind: options.kind,
      fileName: basename(file),
      ...(options.offer === undefined ? {} : { offer: options.offer }),
      ...(options.force ? { force: 'true' } : {}),
      ...(options.review ? { review: 'true' } : {}),
      ...(options.acceptRemoval ? { acceptRemoval: 'true' } : {}),
      ...(map === null ? {} : { map: JSON.stringify(map.value) }),
    });
    const sent = await session.client.upload(`/imports?${query.toString()}`, file, receivedImport);
    if (!sent.ok) return tellFailure(session, sent.failure);
    const { importId, recognised } = sent.value;
    if (recognised) return waitForEarlier(session, importId, options);
    if (options.wait || options.review) return waitForImport(session, importId, askedBy(options));
    if (session.json) printJson(terminal, sent.raw);
    else terminal.out(`Import ${importId} was received: the service reads it now.\n`);
    return EXIT.done;
  });
}

/**
 * The same bytes were sent before. Where they were stored that is as good as an import; where they wait for an answer
 * nothing is stored, and whoever asked for an import must hear it.
 */
async function waitForEarlier(
  session: ServiceSession,
  importId: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const earlier = await session.client.get(pathOf('imports', importId), importResource);
  if (!earlier.ok) return tellFailure(session, earlier.failure);
  const { state } = earlier.value;
  if (state === 'ready' && !options.review) {
    const waits = `An earlier copy of this file was read and waits. ${waitingFor(earlier.value)} "discard ${importId}" puts it aside.`;
    if (session.json) printJson(session.terminal, earlier.raw);
    else warnOfYear(session.terminal, earlier.value);
    session.terminal.err(`${waits}\n`);
    return EXIT.badInput;
  }
  session.terminal.err(
    state === 'imported'
      ? 'The same file was imported before: nothing was stored again (--force imports it anew).\n'
      : `The same file was sent before: this is that import, ${importId} (--force sends it anew).\n`,
  );
  return waitForImport(session, importId, askedBy(options));
}

const askedBy = ({ review }: ImportOptions): Asked => (review ? 'review' : 'import');

/** States in which a worker has the import or is waited for. */
const UNDER_WAY: readonly string[] = ['received', 'reading', 'confirmed', 'undoing'];

/** Waits until the import stands still, and tells how. */
export async function waitForImport(
  session: ServiceSession,
  importId: string,
  asked: Asked = 'import',
): Promise<ExitCode> {
  const { client, json, terminal } = session;
  const bar = new ProgressBar(terminal, !json);
  const ended = await waitUntil(
    () => client.get(pathOf('imports', importId), importResource),
    ({ state }) => !UNDER_WAY.includes(state),
    ({ state, fraction }) => {
      bar.show({ phase: state, fraction });
    },
  );
  bar.clear();
  if (!ended.ok) return tellFailure(session, ended.failure);
  if (json) printJson(terminal, ended.raw);
  if (ended.value.faultCount > 0) await tellFaults(session, ended.value);
  return tellEnd(session, ended.value, asked);
}

async function tellFaults(
  { client, terminal }: ServiceSession,
  { id, faultCount, anotherYear }: ImportResource,
): Promise<void> {
  const path = `${pathOf('imports', id)}/errors`;
  const faults = await client.get(path, importFaults);
  // The warning of the file as a whole is told apart, at the end.
  const listed = faults.ok ? faults.value.items.filter(({ code }) => code !== 'another-year') : [];
  const shown = listed.slice(0, FAULTS_SHOWN);
  for (const { file, row, column, value, message } of shown) {
    const place = row === null ? file : `${file}:${String(row)}`;
    const parts = [place, column, value === null ? null : JSON.stringify(value)];
    terminal.err(`${plain(`${parts.filter((part) => part !== null).join(' ')} — ${message}`)}\n`);
  }
  const more = faultCount - shown.length - (anotherYear === null ? 0 : 1);
  if (more > 0) {
    terminal.err(
      `... and ${plural(more, 'more', 'more')}: all are at /api/v1${path}.csv?purpose=correct-file of the service\n`,
    );
  }
}
