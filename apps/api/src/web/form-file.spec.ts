import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import { formFile } from './form-file.js';
import { ProblemException } from './problem.js';

interface Seen {
  readonly status: number;
  /** What lay in the folder while the answer was made. */
  readonly stored: readonly string[];
}

/** A form as browsers send it; `first`: which part stands before the other. */
function formOf(csrf: string, first: 'csrf' | 'file'): FormData {
  const form = new FormData();
  const file = new File(['a'.repeat(100_000)], '../../schools.csv', { type: 'text/csv' });
  if (first === 'file') form.append('file', file);
  form.append('csrf', csrf);
  if (first === 'csrf') form.append('file', file);
  return form;
}

/** Sends the form to an app that knows one token, with somebody who may upload or may not. */
async function sent(form: FormData | string, mayUpload: boolean): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'leader-match-form-file-'));
  const app = express();
  app.use((request: Request, _response: Response, next: NextFunction) => {
    Object.assign(request, { session: { csrf: 'the-token' } });
    next();
  });
  app.use(formFile(1_000_000, () => Promise.resolve(mayUpload), folder));
  app.use((_request: Request, response: Response) => {
    response.json(readdirSync(folder));
  });
  app.use((fault: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(fault instanceof ProblemException ? fault.problem.status : 500).json(readdirSync(folder));
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${String(port)}/`, {
    ...{ method: 'POST', body: form },
    ...(typeof form === 'string' ? { headers: { 'content-type': 'multipart/form-data; boundary=b' } } : {}),
  });
  const stored = (await answer.json()) as readonly string[];
  server.close();
  await once(server, 'close');
  rmSync(folder, { recursive: true, force: true });
  return { status: answer.status, stored };
}

describe('the file of a form', () => {
  it('goes to disk under a name of our own', async () => {
    const { status, stored } = await sent(formOf('the-token', 'csrf'), true);
    expect([status, stored.length]).toEqual([200, 1]);
    expect(stored[0]).toMatch(/^leader-match-form-[0-9a-f-]{36}$/);
  });

  it.each([
    ['two files', 'file', new File(['b'], 'b.csv')],
    ['a field that is too long after the file', 'note', 'x'.repeat(20_000)],
  ] as const)('keeps nothing of %s, and goes on serving', async (_what, name, value) => {
    const form = formOf('the-token', 'csrf');
    form.append(name, value);
    expect(await sent(form, true)).toEqual({ status: 400, stored: [] });
    expect((await sent(formOf('the-token', 'csrf'), true)).status).toBe(200);
  });

  it.each([
    ['breaks off', '--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nthe-token\r\n'],
    [
      'has a part without an end to its name',
      '--b\r\nContent-Disposition: form-data; name="\0\r\n\r\nx\r\n--b--\r\n',
    ],
    ['is none', 'schools'],
  ])('says so of a form that %s, which is no fault of ours', async (_what, body) => {
    expect(await sent(body, true)).toEqual({ status: 400, stored: [] });
  });

  it('touches the disk for nobody who is refused', async () => {
    // Without a role nothing is read, and the check of the token that follows refuses.
    expect(await sent(formOf('the-token', 'csrf'), false)).toEqual({ status: 200, stored: [] });
    expect(await sent(formOf('another-one', 'csrf'), true)).toEqual({ status: 403, stored: [] });
    expect(await sent(formOf('the-token', 'file'), true)).toEqual({ status: 403, stored: [] });
  });
});
