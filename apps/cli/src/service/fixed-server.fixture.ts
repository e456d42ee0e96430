import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

/** For the tests of one file: a server that always answers the same. */
export function fixedServer() {
  let server: Server | undefined;
  /** What was asked of it in this test. */
  let asked: string[] = [];
  afterEach(async () => {
    asked = [];
    server?.close();
    if (server !== undefined) await once(server, 'close');
    server = undefined;
  });
  const answering = async (status: number, type: string, body: string): Promise<string> => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      request.resume();
      response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/`;
  };
  return { answering, asked: (): readonly string[] => asked };
}
