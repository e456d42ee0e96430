import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from './free-port.js';

it('finds ports that nothing listens on, and that no outgoing connection is given', async () => {
  const ports = [];
  for (let n = 0; n < 20; n++) ports.push(await freePort());
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

it('passes by a port that is taken', async () => {
  const dice = jest.spyOn(Math, 'random').mockReturnValueOnce(0.5);
  const first = await freePort();
  const server = createServer().listen(first, '127.0.0.1');
  await once(server, 'listening');
  dice.mockReturnValueOnce(0.5);
  expect(await freePort()).not.toBe(first);
  expect(dice.mock.calls.length).toBeGreaterThan(2);
  dice.mockRestore();
  server.close();
  await once(server, 'close');
});
