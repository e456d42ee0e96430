import { fixedServer } from './fixed-server.fixture.js';
import { serviceCli } from './service-cli.fixture.js';

const TOKEN = { environment: { LEADER_MATCH_TOKEN: 'lm_something' } };
const { answering, asked } = fixedServer();

const IMPORTED = {
  ...{ importId: 'i1', recognised: true, id: 'i1', kind: 'places', offer: null, fileName: 'outcodes.csv' },
  ...{
    fraction: 1,
    rowCount: 3,
    storedCount: 3,
    faultCount: 0,
    failure: null,
    recognition: null,
    header: null,
  },
  ...{
    changeCounts: { added: 3, changed: 0, removed: 0, same: 0 },
    undoRefusal: null,
    removesMost: null,
    anotherYear: null,
  },
  createdAt: '2026-01-02T03:04:05.000Z',
};
const importing = async (state: string, ...args: readonly string[]) => {
  const url = await answering(200, 'application/json', JSON.stringify({ ...IMPORTED, state }));
  return serviceCli(['import', 'places', 'samples/outcodes.csv', ...args, '--url', url], TOKEN);
};

describe('a file that was sent before', () => {
  it('and stored is as good as imported', async () => {
    const end = await importing('imported');
    expect(end).toMatchObject({ exit: 0, out: 'Import i1: outcodes.csv, 3 of 3 rows stored.\n' });
    expect(end.err).toMatch(/^The same file was imported before/);
  });

  it('and waits for somebody to confirm it is not: it says which command does', async () => {
    const end = await importing('ready');
    expect(end).toMatchObject({ exit: 2, out: '' });
    expect(end.err).toMatch(
      /An earlier copy of this file was read and waits\. Nothing is stored before "confirm i1"/,
    );
  });

  it('and waits is what whoever wants to review it asked for', async () => {
    expect(await importing('ready', '--review')).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/is ready: .*before "confirm i1"/) as string,
    });
  });
});

describe('a survey that may be another year’s', () => {
  const anotherYear = { detail: 'survey.csv: This may be the survey of another year.' };
  const sending = async (state: string, recognised: boolean, ...args: readonly string[]) => {
    // The same answer serves for the import and for its faults.
    const items = [
      { file: 'survey.csv', row: null, column: null, value: null, code: 'another-year', message: '' },
    ];
    const body = JSON.stringify({ ...IMPORTED, recognised, state, anotherYear, faultCount: 1, items });
    const url = await answering(200, 'application/json', body);
    return serviceCli(['import', 'places', 'samples/outcodes.csv', ...args, '--url', url], TOKEN);
  };

  it.each([
    ['ready', false, '--review'],
    ['ready', true, '--wait'],
    ['imported', false, '--wait'],
  ])('is warned of, once, where it is %s', async (state, recognised, arg) => {
    const { err } = await sending(state, recognised, arg);
    expect(err.match(/^Warning: survey\.csv: This may be the survey of another year\.$/gm)).toHaveLength(1);
    expect(err).not.toContain('more');
  });
});

describe('a file that would remove most of what is stored', () => {
  const removesMost = {
    removed: 9,
    stored: 10,
    detail: 'It would remove 9 entries of the 10 that are stored.',
  };
  const sending = async (recognised: boolean, ...args: readonly string[]) => {
    const body = JSON.stringify({ ...IMPORTED, recognised, state: 'ready', removesMost });
    const url = await answering(200, 'application/json', body);
    return serviceCli(['import', 'places', 'samples/outcodes.csv', ...args, '--url', url], TOKEN);
  };

  it('is warned of in its preview, with the flag that says it is meant', async () => {
    const end = await sending(false, '--review');
    expect(end.exit).toBe(0);
    expect(end.err).toContain('Warning: It would remove 9 entries of the 10');
    expect(end.out).toContain('"confirm i1 --accept-removal"');
  });

  it('is not stored for whoever wanted it stored at once: that is no success', async () => {
    const end = await sending(false, '--wait');
    expect(end).toMatchObject({ exit: 2, out: '' });
    expect(end.err).toContain('Warning: It would remove 9 entries of the 10');
    expect(end.err).toContain('"confirm i1 --accept-removal"');
  });

  it('and waits since an earlier sending says the same', async () => {
    const end = await sending(true);
    expect(end.exit).toBe(2);
    expect(end.err).toContain('"confirm i1 --accept-removal"');
  });

  it.each([
    [['--accept-removal'], 'true'],
    [['--force'], null],
  ])('is sent with the word that it is meant, when that was given: %j', async (args, word) => {
    await sending(false, ...args);
    expect(new URL(asked()[0] ?? '', 'http://127.0.0.1').searchParams.get('acceptRemoval')).toBe(word);
  });
});
