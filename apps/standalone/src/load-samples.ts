import { createReadStream, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type OfferYear, type Outcome, SYSTEM } from '../../../libs/domain/kernel/index.js';
import { type ImportState, ImportsQueries, ReceiveImport } from '../../../libs/features/imports/index.js';
import { OffersQueries, RequestAssessment } from '../../../libs/features/offers/index.js';
import { CreateRunUseCase, RunsQueries, type RunSummary } from '../../../libs/features/runs/index.js';
import { SAMPLE_STEPS, SAMPLED_OFFERS, type SampleFile, samplePath } from './sample-files.js';

/** What the samples became, for the operator. */
export interface LoadedSamples {
  readonly files: number;
  readonly rows: number;
  readonly offers: readonly LoadedOffer[];
}

export interface LoadedOffer {
  readonly offer: OfferYear;
  readonly cases: number;
  readonly runId: string;
  readonly summary: RunSummary;
}

/** A worker has the import, or is waited for. */
const UNDER_WAY: readonly ImportState[] = ['received', 'reading', 'confirmed'];
const LOOK_MS = 50;
const PATIENCE_MS = 180_000;
const LABEL = 'First matching of the samples';

/**
 * Puts the samples through the same use cases as anybody's files: received here, read, assessed and matched by the
 * worker. What an interrupted start left done is not done again. Throws when something does not end well.
 */
@Injectable()
export class LoadSamples {
  constructor(
    private readonly receiveImport: ReceiveImport,
    private readonly imports: ImportsQueries,
    private readonly requestAssessment: RequestAssessment,
    private readonly offers: OffersQueries,
    private readonly createRun: CreateRunUseCase,
    private readonly runs: RunsQueries,
  ) {}

  async execute(onStep: (line: string) => void): Promise<LoadedSamples> {
    let rows = 0;
    for (const step of SAMPLE_STEPS) {
      const ids: string[] = [];
      for (const file of step) ids.push(await this.receive(file));
      for (const id of ids) rows += await this.imported(id);
    }
    const files = SAMPLE_STEPS.flat().length;
    onStep(`Read ${String(files)} sample files (${String(rows)} rows)`);
    const asked: { offer: OfferYear; assessmentId: string }[] = [];
    for (const offer of SAMPLED_OFFERS) asked.push({ offer, assessmentId: await this.assess(offer) });
    const assessed: { offer: OfferYear; cases: number; runId: string }[] = [];
    for (const { offer, assessmentId } of asked) {
      const cases = await this.assessed(assessmentId);
      onStep(`Assessed the ${offer} offer: ${String(cases)} cases`);
      assessed.push({ offer, cases, runId: await this.match(offer) });
    }
    const offers: LoadedOffer[] = [];
    for (const one of assessed) {
      const summary = await this.solved(one.runId);
      onStep(
        `Matched ${one.offer}: ${String(summary.covered)} of ${String(summary.cases)} cases have a leader`,
      );
      offers.push({ ...one, summary });
    }
    return { files, rows, offers };
  }

  private async receive({ name, kind, offer }: SampleFile): Promise<string> {
    const path = samplePath(name);
    const received = await this.receiveImport.execute(SYSTEM, {
      ...{ kind, offer, fileName: name },
      content: createReadStream(path),
      maxBytes: statSync(path).size,
    });
    return valueOf(received, `samples/${name}`).importId;
  }

  private async imported(importId: string): Promise<number> {
    const one = await settled(`import ${importId}`, async () => {
      const found = await this.imports.one(importId);
      return found === undefined || UNDER_WAY.includes(found.state) ? undefined : found;
    });
    // Whatever else it came to, nobody is there to answer: a wait for it would only end by its patience.
    if (one.state !== 'imported')
      throw new Error(`samples/${one.fileName} could not be imported: ${one.failure?.code ?? one.state}`);
    return one.storedCount;
  }

  private async assess(offer: OfferYear): Promise<string> {
    const done = await this.offers.latestAssessment(offer);
    if (done !== undefined) return done.id;
    return valueOf(await this.requestAssessment.execute(SYSTEM, { offer }), `assessment ${offer}`)
      .assessmentId;
  }

  private async assessed(assessmentId: string): Promise<number> {
    const one = await settled(`assessment ${assessmentId}`, async () => {
      const found = await this.offers.assessment(assessmentId);
      return found?.state === 'done' || found?.state === 'failed' ? found : undefined;
    });
    if (one.state === 'failed')
      throw new Error(`The ${one.offer} offer could not be assessed: ${one.failureCode ?? 'unknown'}`);
    return one.counts?.cases ?? 0;
  }

  private async match(offer: OfferYear): Promise<string> {
    const { items } = await this.runs.list({ offer });
    const earlier = items.find(
      ({ label, state }) => label === LABEL && state !== 'failed' && state !== 'cancelled',
    );
    if (earlier !== undefined) return earlier.id;
    return valueOf(await this.createRun.execute(SYSTEM, { offer, label: LABEL }), `run ${offer}`).runId;
  }

  private async solved(runId: string): Promise<RunSummary> {
    const run = await settled(`run ${runId}`, async () => {
      const found = await this.runs.find(runId);
      return found?.summary != null || found?.failureCode != null || found?.state === 'cancelled'
        ? found
        : undefined;
    });
    if (run.summary === null)
      throw new Error(`The ${run.offer} samples could not be matched: ${run.failureCode ?? run.state}`);
    return run.summary;
  }
}

function valueOf<T>(outcome: Outcome<T>, what: string): T {
  if (outcome.ok) return outcome.value;
  const { code, facts } = outcome.refusal;
  throw new Error(`${what} was refused: ${code} ${JSON.stringify(facts)}`);
}

async function settled<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const endMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (performance.now() > endMs)
      throw new Error(`${what} did not end within ${String(PATIENCE_MS / 1000)} seconds`);
    await delay(LOOK_MS);
  }
}
