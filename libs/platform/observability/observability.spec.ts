import { withoutSecrets } from './log-options.js';
import { Controller, Get, Headers, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Logger, PinoLogger } from 'nestjs-pino';
import request from 'supertest';
import type { App } from 'supertest/types.js';
import { QueryFailedError } from 'typeorm';
import { correlationId } from './correlation.js';
import { readDatabaseHealth, readQueueHealth } from './health.js';
import { ObservabilityModule } from './observability.module.js';
import { type Database } from '../database/index.js';

type Line = Readonly<Record<string, unknown>>;

@Controller()
class Probe {
  constructor(private readonly log: PinoLogger) {}

  @Get('echo')
  echo(@Headers('authorization') token: string): { id: string | undefined } {
    this.log.info({ token, user: { email: 'ada@example.org', id: 'u1' } }, 'asked\nforged line');
    return { id: correlationId() };
  }

  @Get('fail')
  fail(): void {
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(ada)' });
    this.log.error({ err: new QueryFailedError('INSERT', ['ada@example.org'], cause) }, 'failed');
  }
}

describe('the log of a request', () => {
  let app: INestApplication<App>;
  const lines: Line[] = [];

  beforeAll(async () => {
    const destination = {
      write: (line: string): void => {
        lines.push(JSON.parse(line) as Line);
      },
    };
    const module = await Test.createTestingModule({
      imports: [ObservabilityModule.forRoot({ logLevel: 'info', destination })],
      controllers: [Probe],
    }).compile();
    app = module.createNestApplication();
    app.useLogger(app.get(Logger));
    await app.init();
  });
  beforeEach(() => {
    lines.length = 0;
  });
  afterAll(async () => {
    await app.close();
  });

  it('ties its lines together by the id that the caller gave', async () => {
    const answer = await request(app.getHttpServer()).get('/echo').set('X-Request-Id', 'trace-0001');
    expect(answer.body).toEqual({ id: 'trace-0001' });
    expect(answer.headers['x-request-id']).toBe('trace-0001');
    expect(lines.map((line) => line['correlationId'])).toEqual(['trace-0001', 'trace-0001']);
  });

  it.each(['', 'short', 'a b c d e f g h', 'x'.repeat(65), '<script>alert(1)</script>'])(
    'makes an id of its own instead of %j',
    async (id) => {
      const answer = await request(app.getHttpServer()).get('/echo').set('X-Request-Id', id);
      expect(answer.body).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
    },
  );

  it('holds no token, cookie, query or address, and no line of a forger', async () => {
    await request(app.getHttpServer())
      .get('/echo?search=Ada+Lovelace')
      .set('Authorization', 'Bearer s3cret')
      .set('Cookie', 'session=s3cret');
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/s3cret|Lovelace|ada@example/);
    expect(lines[0]).toMatchObject({ level: 'info', msg: 'asked\nforged line', user: { id: 'u1' } });
    expect(lines[1]).toMatchObject({ req: { method: 'GET', path: '/echo' }, res: { statusCode: 200 } });
  });

  it('tells an error of the database without its row', async () => {
    await request(app.getHttpServer()).get('/fail');
    expect(JSON.stringify(lines)).not.toMatch(/ada/);
    expect(lines[0]).toMatchObject({
      err: { type: 'QueryFailedError', message: 'duplicate key', code: '23505' },
    });
  });
});

describe('health', () => {
  const state = { queue: 'runs', concurrency: 1, active: 0, waiting: 1, oldestWaitingSeconds: 31 };
  const consumers = (changed: Partial<typeof state>): Parameters<typeof readQueueHealth>[0] => ({
    states: () => Promise.resolve([{ ...state, ...changed }]),
  });

  it('is bad when a job waits beside an idle worker', async () => {
    expect(await readQueueHealth(consumers({}))).toEqual({
      ...{ name: 'queue', healthy: false },
      facts: { queue: 'runs', waiting: 1, oldestWaitingSeconds: 31 },
    });
  });

  it.each([[{ active: 1 }], [{ oldestWaitingSeconds: 29 }], [{ waiting: 0, oldestWaitingSeconds: 0 }]])(
    'is good with %j',
    async (changed) => {
      expect(await readQueueHealth(consumers(changed))).toMatchObject({ healthy: true });
    },
  );

  it('is bad when the queue or the database does not answer', async () => {
    const away = (): Promise<never> => Promise.reject(new Error('connection refused'));
    expect(await readQueueHealth({ states: away })).toMatchObject({ healthy: false });
    const database = { ping: away } as unknown as Database;
    expect(await readDatabaseHealth(database)).toEqual({
      ...{ name: 'database', healthy: false, facts: { problem: 'connection refused' } },
    });
  });
});

describe('an address in the log', () => {
  it.each([
    ['/invitations/lm_k7Qw2Zr9Tb4Xn6Vc1Mh8Ls3Pd5Jf0Gy2Ru7Ea4Wo1Xc', '/invitations/[redacted]'],
    ['/sign-off/k7Qw2Zr9Tb4Xn6Vc1Mh8Ls3Pd5Jf0Gy2/confirm', '/sign-off/[redacted]/confirm'],
    [
      '/runs/4b5c3b1e-7b0e-4a39-9d8e-6d6a0f1c2b3a/matches',
      '/runs/4b5c3b1e-7b0e-4a39-9d8e-6d6a0f1c2b3a/matches',
    ],
    ['/leaders/Ada%20Lovelace', '/leaders/[redacted]'],
    ['/leaders/LDR-004/statement.csv', '/leaders/[redacted]/statement.csv'],
    ['/cases/2024-25/school-100123', '/cases/2024-25/school-100123'],
    ['/nowhere/ada@leaders.example', '/nowhere/[redacted]'],
  ])('%s is written as %s', (path, written) => {
    expect(withoutSecrets(path)).toBe(written);
  });
});
