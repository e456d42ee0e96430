import { DEMO_PASSWORD } from './service-processes.js';

export interface PageAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type FormFields = Readonly<Record<string, string>>;

/** A browser without pictures: keeps its cookies, follows no redirect, and posts forms with the token of the last page. */
export class PageClient {
  private readonly cookies = new Map<string, string>();
  private token = '';

  constructor(
    private readonly url: string,
    private readonly sent: Readonly<Record<string, string>> = {},
  ) {}

  /** As browsers do: the same form sent again is not done again. Else every sending counts. */
  sendsOnce = false;

  static async signedIn(url: string, username: string): Promise<PageClient> {
    const client = new PageClient(url);
    const { status } = await client.signIn(username, DEMO_PASSWORD);
    if (status !== 303) throw new Error(`${username} could not sign in: ${String(status)}`);
    await client.get('/');
    return client;
  }

  /** Somebody new, by an invitation that the admin makes with these fields of its form. */
  static async invited(url: string, username: string, fields: FormFields): Promise<PageClient> {
    const admin = await PageClient.signedIn(url, 'admin');
    await admin.get('/admin/invitations/new');
    const made = await admin.post('/admin/invitations', { displayName: username, email: '', ...fields });
    const link = /\/invitations\/lm_[\w-]+/.exec(made.text)?.[0] ?? '';
    const client = new PageClient(url);
    await client.get(link);
    const { status } = await client.post(link, { username, password: DEMO_PASSWORD });
    if (status !== 303) throw new Error(`${username} was not taken in: ${String(status)}`);
    await client.get('/');
    return client;
  }

  /** By the form of the sign-in page. */
  async signIn(username: string, password: string, more: FormFields = {}): Promise<PageAnswer> {
    await this.get('/sign-in');
    return this.post('/sign-in', { username, password, ...more });
  }

  async get(path: string): Promise<PageAnswer> {
    const answer = await this.request(path, { method: 'GET' });
    this.token = /name="csrf" value="([^"]+)"/.exec(answer.text)?.[1] ?? this.token;
    if (!this.sendsOnce) this.token = this.token.split('.')[0] ?? '';
    return answer;
  }

  /** With the form token of the last page, unless `fields` has another. */
  async post(path: string, fields: FormFields = {}, method = 'POST'): Promise<PageAnswer> {
    const body = new URLSearchParams({ csrf: this.token, ...fields });
    return this.request(path, { method, body });
  }

  get csrf(): string {
    return this.token;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  set cookie(text: string) {
    this.cookies.clear();
    for (const pair of text.split('; ')) this.keep(pair);
  }

  private keep(pair: string): void {
    const at = pair.indexOf('=');
    this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  private async request(path: string, init: RequestInit): Promise<PageAnswer> {
    const headers = { ...this.sent, cookie: this.cookie };
    const response = await fetch(new URL(path, this.url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line.split(';')[0] ?? '');
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
}
