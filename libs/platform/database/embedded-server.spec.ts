import { commandLine, findServerUser } from './embedded-server.js';

describe('who runs the embedded server', () => {
  const machine =
    (...programs: readonly string[]) =>
    (words: readonly string[]): boolean =>
      words.every(
        (word) =>
          !['unshare', 'setpriv', '--ambient-caps=+dac_override'].includes(word) || programs.includes(word),
      );
  const nobody = { uid: 65534, gid: 65534 };

  it.each([
    ['a user', false, ['setpriv'], 'setpriv --pdeathsig INT -- postgres', {}],
    ['a user without setpriv', false, [], 'postgres', {}],
    [
      ...['root', true, ['unshare', 'setpriv']],
      'unshare --user --map-user=65534 --map-group=65534 setpriv --pdeathsig INT -- postgres',
      {},
    ],
    [
      'root without setpriv',
      true,
      ['unshare'],
      'unshare --user --map-user=65534 --map-group=65534 postgres',
      {},
    ],
    [
      ...['root without namespaces', true, ['setpriv', '--ambient-caps=+dac_override']],
      'setpriv --pdeathsig INT --reuid=65534 --regid=65534 --clear-groups' +
        ' --inh-caps=+dac_override --ambient-caps=+dac_override -- postgres',
      { owner: nobody },
    ],
    ['root with nothing of the kind', true, [], 'postgres', { owner: nobody, ids: nobody }],
  ] as [string, boolean, string[], string, object][])('%s', (_who, isRoot, programs, line, others) => {
    const user = findServerUser(isRoot, machine(...programs));
    const [command, args] = commandLine(user, ['postgres']);
    expect([command, ...args].join(' ')).toBe(line);
    expect(user).toEqual({ prefix: user.prefix, ...others });
  });
});
