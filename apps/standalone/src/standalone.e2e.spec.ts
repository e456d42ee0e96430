import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../test/support/free-port.js';
import { readLocalSecrets } from '../../../libs/platform/config/index.js';
import { launchStandalone, type StandaloneUnderTest } from '../../../test/support/standalone-processes.js';

type Json = Readonly<Record<string, unknown>>;

describe('npm start on a machine with nothing but Node', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leader-match-standalone-'));
  const started: StandaloneUnderTest[] = [];
  let port = '';
  let url = '';

  beforeAll(async () => {
    port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    for (const service of started) service.signal('SIGTERM');
    await Promise.all(started.map((service) => service.ended()));
    rmSync(dataDir, { recursive: true, force: true });
  });

  const environment = (): Record<string, string> => ({ DATA_DIR: dataDir, PORT: port });
  const start = (...args: string[]): StandaloneUnderTest => {
    const service = launchStandalone(environment(), args);
    started.push(service);
    return service;
  };
  const removeSamples = (): StandaloneUnderTest =>
    launchStandalone(environment(), [], 'remove-samples-main.js');
  const cli = (...args: string[]): StandaloneUnderTest =>
    launchStandalone({ DATA_DIR: dataDir }, args, '../../cli/src/main.js');
  const stopped = async (service: StandaloneUnderTest): Promise<number | null> => {
    service.signal('SIGINT');
    return service.ended();
  };
  const postgresRuns = (): boolean => existsSync(join(dataDir, 'postgres', 'postmaster.pid'));
  const passwordIn = (output: string): string => /password \(unless changed\): (\S+)/.exec(output)?.[1] ?? '';
  const token = async (output: string): Promise<string> => {
    const answer = await send('POST', '/api/v1/tokens', {
      ...{ username: 'coordinator', password: passwordIn(output), name: 'test' },
    });
    return String(answer['token']);
  };
  const send = async (method: string, path: string, body?: Json, bearer?: string): Promise<Json> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Json;
  };

  it('loads and matches the samples, tells where to look, and lets the demo users in', async () => {
    const service = start();
    const output = await service.says('Ctrl-C stops everything.');
    expect(output).toMatch(/2024-25 {4}\d+ of \d+ cases, \d+ days of \d+ leaders: http/);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const bearer = await token(output);
    const runs = await send('GET', '/api/v1/runs', undefined, bearer);
    expect(
      (runs['items'] as Json[]).map(({ offer, state }) => `${String(offer)} ${String(state)}`).sort(),
    ).toEqual(['2019-20 solved', '2022-23 solved', '2024-25 solved']);
    const imports = await send('GET', '/api/v1/imports?limit=200', undefined, bearer);
    expect((imports['items'] as Json[]).every(({ state }) => state === 'imported')).toBe(true);

    expect(output).toContain(`DATA_DIR=${dataDir} bin/leader-match audit`);
    const audit = cli('audit');
    expect([await audit.ended(), audit.output()]).toEqual([
      0,
      expect.stringMatching(/^The books balance: \d+ budgets, \d+ rows of the ledger\.\n$/),
    ]);
    const { postgres } = readLocalSecrets(dataDir) ?? {};
    expect(Object.values(postgres ?? {}).filter((password) => service.output().includes(password))).toEqual(
      [],
    );
    expect(Object.values(postgres ?? {})).toHaveLength(4);

    const samePort = launchStandalone(environment());
    expect(await samePort.ended()).toBe(1);
    expect(samePort.output()).toContain(`Something listens on 127.0.0.1:${port} already`);
    const sameFolder = launchStandalone({ DATA_DIR: dataDir, PORT: '0' });
    expect(await sameFolder.ended()).toBe(1);
    expect(sameFolder.output()).toContain('is already in use by another service');
    const removal = removeSamples();
    expect(await removal.ended()).toBe(2);
    expect(removal.output()).toMatch(/The service is running on .*: nothing was changed\. Stop it/);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);

    expect(await stopped(service)).toBe(0);
    expect(postgresRuns()).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
    const late = cli('audit');
    expect([await late.ended(), late.output()]).toEqual([
      2,
      expect.stringContaining(`no embedded database runs on ${dataDir}: start the service (npm start)`),
    ]);
  });

  it('loads nothing again, and keeps an own file from being removed with the samples', async () => {
    const service = start();
    const output = await service.says('Ctrl-C stops everything.');
    expect(output).toContain('loaded earlier');
    const bearer = await token(output);
    const runs = await send('GET', '/api/v1/runs', undefined, bearer);
    expect(runs['items']).toHaveLength(3);
    const own = await fetch(`${url}/api/v1/imports?kind=2ri-plus&fileName=mine.csv&offer=2024-25`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'text/csv' },
      body: 'urn\n990001\n',
    });
    expect(own.status).toBe(202);
    expect(await stopped(service)).toBe(0);
    const removal = removeSamples();
    expect(await removal.ended()).toBe(2);
    expect(removal.output()).toContain('mine.csv');
  });

  it('answers --help and refuses what it does not know, starting nothing', async () => {
    const help = launchStandalone(environment(), ['--help']);
    expect([await help.ended(), help.output().includes('--empty')]).toEqual([0, true]);
    const unknown = launchStandalone(environment(), ['--fast']);
    expect([await unknown.ended(), unknown.output().includes('--fast')]).toEqual([2, true]);
    const settings = launchStandalone({ ...environment(), PORT: 'http' });
    expect([await settings.ended(), settings.output().includes('PORT')]).toEqual([1, true]);
  });
});

describe('npm start -- --empty', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leader-match-empty-'));
  const started: StandaloneUnderTest[] = [];
  afterAll(async () => {
    for (const service of started) service.signal('SIGTERM');
    await Promise.all(started.map((service) => service.ended()));
    rmSync(dataDir, { recursive: true, force: true });
  });
  const launch = (folder: string, ...args: string[]): StandaloneUnderTest => {
    const service = launchStandalone({ DATA_DIR: folder, PORT: '0' }, args);
    started.push(service);
    return service;
  };
  const round = async (...args: string[]): Promise<string> => {
    const service = launch(dataDir, ...args);
    const output = await service.says('Ctrl-C stops everything.');
    service.signal('SIGTERM');
    expect(await service.ended()).toBe(0);
    return output;
  };

  it('starts without samples, also the next time; they can be asked for, and removed without a trace', async () => {
    expect(await round('--empty')).toContain('Samples      none: as asked');
    expect(await round()).toContain('Samples      none: they were declined');
    expect(await round('--samples')).toContain('now matched');
    const removal = launchStandalone({ DATA_DIR: dataDir }, [], 'remove-samples-main.js');
    expect(await removal.ended()).toBe(0);
    expect(await round()).toContain('Samples      none: they were declined or removed');
    const again = launchStandalone({ DATA_DIR: dataDir }, [], 'remove-samples-main.js');
    expect(await again.ended()).toBe(2);
    expect(again.output()).toContain('nothing was changed');
  });

  it('can be stopped while it starts', async () => {
    const service = launch(join(dataDir, 'another'));
    await service.says('sample files (');
    service.signal('SIGINT');
    expect(await service.ended()).toBe(0);
    expect(service.output()).toContain('Stopping...');
    const resumed = launch(join(dataDir, 'another'));
    expect(await resumed.says('Ctrl-C stops everything.')).toContain('now matched');
    resumed.signal('SIGTERM');
    expect(await resumed.ended()).toBe(0);
  });
});
