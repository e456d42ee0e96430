import { codeWords, inspectionsEndSentence } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { exitOfFailure, failureSentence } from './failure-words.js';
import { assessmentResource, requestedAssessment } from './resources.js';
import type { ServiceOptions } from './service-options.js';
import { pathOf, printJson, type ServiceSession, tellFailure, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { waitUntil } from './wait-until.js';

export interface AssessOfferOptions extends ServiceOptions {
  readonly asOf?: string;
  readonly wait: boolean;
}

export async function assessOffer(
  offer: string,
  options: AssessOfferOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const body = options.asOf === undefined ? {} : { asOf: options.asOf };
    const path = `${pathOf('offers', offer)}/assessments`;
    const asked = await session.client.post(path, body, requestedAssessment);
    if (!asked.ok) return tellFailure(session, asked.failure);
    const { assessmentId, asOf } = asked.value;
    if (options.wait) return waitForAssessment(session, assessmentId);
    if (session.json) printJson(terminal, asked.raw);
    else terminal.out(`Assessment ${assessmentId} of ${offer} as of ${asOf} was queued.\n`);
    return EXIT.done;
  });
}

async function waitForAssessment(session: ServiceSession, assessmentId: string): Promise<ExitCode> {
  const { client, json, terminal } = session;
  const ended = await waitUntil(
    () => client.get(pathOf('assessments', assessmentId), assessmentResource),
    ({ state }) => state === 'done' || state === 'failed',
    () => undefined,
  );
  if (!ended.ok) return tellFailure(session, ended.failure);
  if (json) printJson(terminal, ended.raw);
  const { offer, asOf, state, failureCode, counts, unknownSubjects, unreadRows, inspectionsEnd } =
    ended.value;
  if (state === 'failed') {
    terminal.err(`${offer} was not assessed. ${failureSentence(failureCode, {})}\n`);
    return exitOfFailure(failureCode);
  }
  if (json) return EXIT.done;
  terminal.out(`Assessed ${offer} as of ${asOf}: ${countsText(counts ?? {})}.\n`);
  for (const { message } of [...unreadRows, ...unknownSubjects]) terminal.err(`${message}\n`);
  if (inspectionsEnd !== null) terminal.err(`${inspectionsEndSentence(inspectionsEnd, asOf)}\n`);
  return EXIT.done;
}

function countsText(counts: Readonly<Record<string, unknown>>): string {
  const named = Object.entries(counts).flatMap(([name, count]) =>
    typeof count === 'number' ? [`${codeWords(kebab(name))} ${String(count)}`] : [],
  );
  return named.length === 0 ? 'done' : named.join(', ');
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
