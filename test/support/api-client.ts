import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { eventually } from './eventually.js';
import { DEMO_PASSWORD } from './service-processes.js';

const PATIENCE_MS = 60_000;

type Json = Readonly<Record<string, unknown>>;

export interface Answer<T = Json> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A client of the REST API with one user's token. */
export class ApiClient {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signedIn(url: string, username: string): Promise<ApiClient> {
    const anonymous = new ApiClient(url, '');
    const { body } = await anonymous.post('/api/v1/tokens', {
      username,
      password: DEMO_PASSWORD,
      name: 'test',
    });
    return new ApiClient(url, String(body['token']));
  }

  static anonymous(url: string): ApiClient {
    return new ApiClient(url, '');
  }

  get<T = Json>(path: string): Promise<Answer<T>> {
    return this.send('GET', path);
  }

  post<T = Json>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.send('POST', path, JSON.stringify(body), 'application/json');
  }

  /** A post that may be repeated: with an `Idempotency-Key`. */
  keyed<T = Json>(path: string, key: string, body: unknown = {}): Promise<Answer<T>> {
    return this.send('POST', path, JSON.stringify(body), 'application/json', { 'idempotency-key': key });
  }

  /** The same person, by the same token, at another address. */
  at(url: string): ApiClient {
    return new ApiClient(url, this.token);
  }

  async text(path: string): Promise<string> {
    const response = await fetch(this.url + path, { headers: this.headers() });
    return response.text();
  }

  async send<T = Json>(
    method: string,
    path: string,
    body?: string | Uint8Array,
    type?: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...this.headers(), ...(type === undefined ? {} : { 'content-type': type }), ...more },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : {}) as T,
    };
  }

  /** Uploads a file and waits until it is read; gives the import as it ended. */
  async import(kind: string, path: string, offer?: string): Promise<Json> {
    const query = new URLSearchParams({
      kind,
      fileName: basename(path),
      ...(offer === undefined ? {} : { offer }),
    });
    const sent = await this.send(
      'POST',
      `/api/v1/imports?${query.toString()}`,
      await readFile(path),
      'text/csv',
    );
    if (sent.status !== 202) throw new Error(`${path}: ${String(sent.status)} ${JSON.stringify(sent.body)}`);
    const id = String(sent.body['importId']);
    return this.settled(`/api/v1/imports/${id}`, [
      ...['imported', 'failed', 'needs-kind', 'needs-columns', 'ready'],
    ]);
  }

  async assess(offer: string): Promise<Json> {
    const { body } = await this.post(`/api/v1/offers/${offer}/assessments`);
    return this.settled(`/api/v1/assessments/${String(body['assessmentId'])}`, ['done', 'failed']);
  }

  /** Starts a run and waits until it ends. */
  async run(offer: string, params: Json = {}): Promise<Json> {
    const { body, status } = await this.post('/api/v1/runs', { offer, params });
    if (status !== 202) throw new Error(`run: ${String(status)} ${JSON.stringify(body)}`);
    return this.ended(String(body['runId']));
  }

  ended(runId: string): Promise<Json> {
    return this.settled(`/api/v1/runs/${runId}`, ['solved', 'failed', 'cancelled']);
  }

  private async settled(path: string, states: readonly string[]): Promise<Json> {
    return eventually(
      `${path} is ${states.join(' or ')}`,
      async () => {
        const { body } = await this.get(path);
        return states.includes(String(body['state'])) ? body : undefined;
      },
      PATIENCE_MS,
    );
  }

  headers(): Record<string, string> {
    return this.token === '' ? {} : { authorization: `Bearer ${this.token}` };
  }
}
