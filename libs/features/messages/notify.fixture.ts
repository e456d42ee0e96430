import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotifyPost } from './index.js';

const SERVICE = `${'a'.repeat(8)}-0000-4000-8000-${'b'.repeat(12)}`;
const SECRET = `${'c'.repeat(8)}-0000-4000-8000-${'d'.repeat(12)}`;
/** As Notify gives keys out: a name, the service, the secret. */
const KEY = `test-${SERVICE}-${SECRET}`;
export const TEMPLATE = '5b6f3c9e-2f6e-4c0e-9a43-1d1c2a3b4c5d';
const SKEW_SECONDS = 30;

export type NotifyAnswer = (request: IncomingMessage, response: ServerResponse) => void;

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

export const json =
  (status: number, body: unknown): NotifyAnswer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

export const fault = (status: number, error: string): NotifyAnswer =>
  json(status, { status_code: status, errors: [{ error, message: 'ann@example.org is not right' }] });

/** Hears and says nothing. */
export const SILENCE: NotifyAnswer = () => undefined;

/** GOV.UK Notify as far as we use it, on this machine: it takes letters and finds them again by their reference. */
export class NotifyStub {
  readonly asked: Asked[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  /** What was taken, each under its reference. */
  readonly letters: { readonly reference: string; readonly to: string }[] = [];
  /** Connections that were given up before they were answered. */
  givenUp = 0;
  /** In place of its own answers. */
  answer: NotifyAnswer | undefined;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      response.on('close', () => {
        if (!response.writableEnded) this.givenUp += 1;
      });
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.hear(request, response, Buffer.concat(parts).toString('utf8'));
      });
    });
  }

  static async listening(): Promise<NotifyStub> {
    const stub = new NotifyStub();
    await new Promise<void>((ready) => stub.server.listen(0, '127.0.0.1', ready));
    return stub;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  post(timeoutMs = 5000): NotifyPost {
    const { port } = this.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${String(port)}`;
    return new NotifyPost({ apiKey: KEY, templateId: TEMPLATE, url, timeoutMs });
  }

  /** Takes the letter and answers nothing: whoever sent it cannot know. */
  readonly takeInSilence: NotifyAnswer = () => {
    this.take(this.asked.at(-1)?.body);
  };

  private hear(request: IncomingMessage, response: ServerResponse, text: string): void {
    const { method = '', url = '', headers } = request;
    const body: unknown = text === '' ? null : JSON.parse(text);
    this.asked.push({ method, url, body });
    this.headers.push(headers);
    const answer = this.answer ?? (isToken(headers.authorization) ? this.own : fault(403, 'AuthError'));
    answer(request, response);
  }

  private readonly own: NotifyAnswer = (request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    if (request.method === 'POST') {
      this.take(this.asked.at(-1)?.body);
      json(201, { id: 'x' })(request, response);
      return;
    }
    const notifications = this.letters.filter(({ reference }) => reference === searchParams.get('reference'));
    json(200, { notifications, links: {} })(request, response);
  };

  private take(body: unknown): void {
    const { reference, email_address: to } = body as { reference: string; email_address: string };
    this.letters.push({ reference, to });
  }
}

/** Signed with the secret of the key by HS256, in the name of the service, a moment ago: as Notify asks for it. */
export function isToken(authorization: string | undefined): boolean {
  const [, head = '', claims = '', signature = ''] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '') ?? [];
  const signed = createHmac('sha256', SECRET).update(`${head}.${claims}`).digest('base64url');
  if (signed !== signature) return false;
  const { alg } = decoded(head);
  const { iss, iat } = decoded(claims);
  const age = Math.abs(Date.now() / 1000 - Number(iat));
  return alg === 'HS256' && iss === SERVICE && age < SKEW_SECONDS;
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
}

export const isSecretIn = (text: string): boolean => text.includes(SECRET) || text.includes(KEY);
