import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session, { MemoryStore, type SessionData } from 'express-session';
import { storeBeforeRedirect } from './session.js';

const happened: string[] = [];

/** Takes its time, as a database may. */
class SlowStore extends MemoryStore {
  override set(id: string, data: SessionData, done: (error?: unknown) => void = () => undefined): void {
    super.set(id, data, () => {
      setImmediate(() => {
        happened.push('stored');
        done();
      });
    });
  }
}

function service(): Server {
  const app = express();
  app.use((_request, response, next) => {
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => typeof response;
    response.writeHead = (...given: unknown[]) => {
      happened.push('answered');
      return writeHead(...given);
    };
    next();
  });
  app.use(session({ store: new SlowStore(), secret: 'test', resave: false, saveUninitialized: false }));
  app.use(storeBeforeRedirect);
  app.get('/enter', (request, response) => {
    request.session.userId = 'somebody';
    response.redirect(303, '/next');
  });
  app.get('/stranger', (_request, response) => {
    response.redirect('/sign-in');
  });
  return createServer(app);
}

let server: Server;
let url: string;
beforeAll(async () => {
  server = service().listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  happened.length = 0;
});

it('stores the session before a browser is sent on', async () => {
  const answer = await fetch(`${url}/enter`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/next']);
  expect(happened.slice(0, 2)).toEqual(['stored', 'answered']);
});

it('makes no session for a stranger who is sent on', async () => {
  const answer = await fetch(`${url}/stranger`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in']);
  expect(happened).toEqual(['answered']);
});
