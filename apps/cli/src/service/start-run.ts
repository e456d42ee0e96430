import { plural } from '../../../../libs/wording/index.js';
import { ProgressBar } from '../progress-bar.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { exitOfFailure, failureSentence } from './failure-words.js';
import { readJsonObject } from './read-json-file.js';
import { createdRun, runProgress, type RunResource, runResource } from './resources.js';
import { runSummaryText } from './run-words.js';
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

export interface StartRunOptions extends ServiceOptions {
  readonly params?: string;
  readonly label?: string;
  readonly wait: boolean;
}

const UNDER_WAY: readonly string[] = ['queued', 'preparing', 'solving', 'checking'];

export async function startRun(
  offer: string,
  options: StartRunOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const { params: path, label, json } = options;
  const params = path === undefined ? undefined : await readJsonObject(path);
  if (params?.ok === false) {
    return refuse({ json, terminal }, 'unusable-file', `${String(path)} cannot be used: ${params.reason}.`);
  }
  return withService(options, surroundings, terminal, async (session) => {
    const body = {
      offer,
      ...(label === undefined ? {} : { label }),
      ...(params === undefined ? {} : { params: params.value }),
    };
    const created = await session.client.post('/runs', body, createdRun);
    if (!created.ok) return tellFailure(session, created.failure);
    const { runId, cases, leaders } = created.value;
    if (options.wait) return waitForRun(session, runId);
    if (json) printJson(terminal, created.raw);
    else {
      const size = `${plural(cases, 'case', 'cases')} and ${plural(leaders, 'leader', 'leaders')}`;
      terminal.out(`Run ${runId} was queued: ${size}.\n`);
    }
    return EXIT.done;
  });
}

async function waitForRun(session: ServiceSession, runId: string): Promise<ExitCode> {
  const { client, json, terminal } = session;
  const bar = new ProgressBar(terminal, !json);
  const stopped = await waitUntil(
    () => client.get(`${pathOf('runs', runId)}/progress`, runProgress),
    ({ state }) => !UNDER_WAY.includes(state),
    ({ state, phase, fraction, gap }) => {
      bar.show({ phase: phase ?? state, fraction, ...(gap === null ? {} : { gap }) });
    },
  );
  bar.clear();
  if (!stopped.ok) return tellFailure(session, stopped.failure);
  const ended = await client.get(pathOf('runs', runId), runResource);
  if (!ended.ok) return tellFailure(session, ended.failure);
  if (json) printJson(terminal, ended.raw);
  return tellEnd(session, ended.value);
}

function tellEnd({ json, terminal }: ServiceSession, run: RunResource): ExitCode {
  const { id, label, state, summary, failureCode, failureFacts } = run;
  const name = `Run ${id} (${plain(label)})`;
  if (state === 'failed') {
    terminal.err(`${name} failed. ${plain(failureSentence(failureCode, failureFacts))}\n`);
    return exitOfFailure(failureCode);
  }
  if (state === 'cancelled') {
    terminal.err(`${name} was stopped.\n`);
    return EXIT.badInput;
  }
  if (!json) terminal.out(`${name}, ${state}: ${summary === null ? 'no plan' : runSummaryText(summary)}.\n`);
  return EXIT.done;
}
