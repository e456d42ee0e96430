import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../support/api-client.js';
import { type RunningService, startService } from '../support/service-processes.js';

interface Operation {
  readonly summary: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
}

/** Redocly's recommended rules; what it complains of, or nothing. */
function lint(document: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'leader-match-openapi-'));
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  const cli = join(process.cwd(), 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const { stdout } = spawnSync(process.execPath, [cli, 'lint', '--format=json', file], {
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
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

  it('has no fault by the recommended rules, and the linter would see one', () => {
    expect(lint(document)).toBe('');
    const [path = '', operations = {}] = Object.entries(document.paths)[0] ?? [];
    const { get, post, ...others } = operations;
    const broken = { ...(get ?? post), responses: {} };
    expect(lint({ ...document, paths: { [path]: { ...others, get: broken } } })).not.toBe('');
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

  it('describes the properties of every resource', () => {
    const bare = Object.entries(document.components.schemas).filter(
      ([, { properties }]) => Object.keys(properties ?? {}).length === 0,
    );
    expect(bare.map(([name]) => name)).toEqual([]);
  });
});
