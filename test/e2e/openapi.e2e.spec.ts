import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { ApiClient } from '../support/api-client.js';
import {
  type FuzzedRequest,
  misfits,
  type Operation as FuzzedOperation,
  requestTo,
  resolved,
  type Schema,
  type Schemas,
} from '../support/openapi-fuzz.js';
import { type RunningService, startService } from '../support/service-processes.js';

interface Operation {
  readonly summary: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
}

/** Few and always the same here; a campaign sets more and others: `OPENAPI_FUZZ_RUNS=300 OPENAPI_FUZZ_SEED=7`. */
const FUZZ_RUNS = Number(process.env['OPENAPI_FUZZ_RUNS'] ?? 12);
const SEED = Number(process.env['OPENAPI_FUZZ_SEED'] ?? 1);

async function sendTo(
  client: ApiClient,
  url: string,
  method: string,
  request: FuzzedRequest,
): Promise<{ status: number; type: string; body: unknown }> {
  const response = await fetch(url + request.path, {
    method: method.toUpperCase(),
    headers: { ...client.headers(), ...(request.type === undefined ? {} : { 'content-type': request.type }) },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const text = await response.text();
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return { status: response.status, type, body: type.includes('json') ? JSON.parse(text) : text };
}

/** Redocly's recommended rules; what it complains of, or nothing. Leaves our connections to the service their turn. */
async function lint(document: unknown): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'leader-match-openapi-'));
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  const cli = join(process.cwd(), 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const ended = promisify(execFile)(process.execPath, [cli, 'lint', '--format=json', file], { env });
  // It exits with 1 where it complains.
  const { stdout } = await ended.catch((fault: unknown) => fault as { readonly stdout: string });
  rmSync(folder, { recursive: true, force: true });
  const { problems } = JSON.parse(stdout) as { problems: { ruleId: string; message: string }[] };
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n');
}

describe('the description of the API', () => {
  let service: RunningService;
  let document: Document;

  beforeAll(async () => {
    service = await startService();
    const answer = await ApiClient.anonymous(service.url).get<Document>('/api/v1/openapi.json');
    document = answer.body;
  });
  afterAll(async () => {
    await service.stop();
  });

  it('has no fault by the recommended rules, and the linter would see one', async () => {
    expect(await lint(document)).toBe('');
    const [path = '', operations = {}] = Object.entries(document.paths)[0] ?? [];
    const { get, post, ...others } = operations;
    const broken = { ...(get ?? post), responses: {} };
    expect(await lint({ ...document, paths: { [path]: { ...others, get: broken } } })).not.toBe('');
  });

  it('says of every route what it answers and how it refuses', () => {
    const operations = Object.values(document.paths).flatMap((byMethod) => Object.values(byMethod));
    expect(operations.length).toBeGreaterThan(25);
    for (const { summary, responses } of operations) {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const described = good.every(([status, { content }]) => status === '204' || content !== undefined);
      expect({ summary, described, statuses: good.length }).toEqual({
        summary,
        described: true,
        statuses: 1,
      });
      const refusals = Object.entries(responses).filter(([status]) => status.startsWith('4'));
      for (const [, { content }] of refusals)
        expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('is kept, whatever is asked: no failure of ours, no answer that it does not describe', async () => {
    const admin = await ApiClient.signedIn(service.url, 'admin');
    const schemas = document.components.schemas as Schemas;
    const faults = new Set<string>();
    for (const [path, operations] of Object.entries(document.paths)) {
      if (path.startsWith('/health')) continue;
      for (const [method, described] of Object.entries(operations)) {
        const operation = described as unknown as FuzzedOperation;
        await fc.assert(
          fc.asyncProperty(requestTo(path, operation, schemas), async (request) => {
            const { status, type, body } = await sendTo(admin, service.url, method, request);
            const where = `${method} ${path} ${String(status)}`;
            const answer = operation.responses[String(status)]?.content;
            if (status >= 500) faults.add(`${where} to ${JSON.stringify(request)}`);
            else if (operation.responses[String(status)] === undefined)
              faults.add(`${where} is not described`);
            else if (type.includes('json'))
              for (const fault of misfits(body, answer?.[type]?.schema, schemas))
                faults.add(`${where}: ${fault}`);
          }),
          { numRuns: FUZZ_RUNS, seed: SEED },
        );
      }
    }
    expect([...faults].sort()).toEqual([]);
  });

  it('limits every whole number that it takes to what the database can hold', () => {
    const unlimited: string[] = [];
    const look = (schema: Schema | undefined, where: string): void => {
      const {
        type,
        maximum,
        items,
        properties,
        enum: among,
      } = resolved(schema, document.components.schemas as Schemas);
      if (
        ['integer', 'number'].includes(type ?? '') &&
        among === undefined &&
        !((maximum ?? Infinity) < 2 ** 31)
      )
        unlimited.push(where);
      if (items !== undefined) look(items, where);
      for (const [name, one] of Object.entries(properties ?? {})) look(one, `${where}/${name}`);
    };
    for (const [path, operations] of Object.entries(document.paths))
      for (const [method, described] of Object.entries(operations)) {
        const { parameters, requestBody } = described as unknown as FuzzedOperation;
        for (const { name, schema } of parameters ?? []) look(schema, `${method} ${path}?${name}`);
        for (const { schema } of Object.values(requestBody?.content ?? {})) look(schema, `${method} ${path}`);
      }
    expect(unlimited).toEqual([]);
  });

  it('takes the character NUL nowhere in an address', async () => {
    const admin = await ApiClient.signedIn(service.url, 'admin');
    const answers = new Set<string>();
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const method of Object.keys(operations)) {
        const named = path.replace(/\{\w+\}/, 'a%00').replaceAll(/\{\w+\}/g, '1');
        const { status } = await sendTo(admin, service.url, method, {
          path: named,
          type: undefined,
          body: undefined,
        });
        if (named !== path) answers.add(`path ${String(status)}`);
        const asked = `${named.replace('a%00', 'a')}?offer=%00`;
        const query = await sendTo(admin, service.url, method, {
          path: asked,
          type: undefined,
          body: undefined,
        });
        answers.add(`query ${String(query.status)}`);
      }
    }
    expect([...answers].sort()).toEqual(['path 404', 'query 400']);
  });

  it('describes the properties of every resource', () => {
    const bare = Object.entries(document.components.schemas).filter(
      ([, { properties }]) => Object.keys(properties ?? {}).length === 0,
    );
    expect(bare.map(([name]) => name)).toEqual([]);
  });
});
