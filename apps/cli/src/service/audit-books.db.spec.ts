import { addLeaders } from '../../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database-harness.js';
import { serviceCli } from './service-cli.fixture.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase([]);
  await addLeaders(test.app, { L1: 20 });
});
afterAll(() => test.close());

const audit = (...more: readonly string[]) =>
  serviceCli(['audit', ...more], { environment: { DATABASE_URL: test.urls.app } });

it('says that the books balance, and names every difference once a row was tampered with', async () => {
  expect(await audit()).toEqual({
    exit: 0,
    out: 'The books balance: 1 budget, 1 row of the ledger.\n',
    err: '',
  });
  await test.owner.query('ALTER TABLE ledger_entry DISABLE TRIGGER USER');
  await test.owner.query('ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_adds_up');
  await test.owner.query('UPDATE ledger_entry SET balance = 30');
  const found = await audit();
  expect(found).toMatchObject({ exit: 2, err: '' });
  expect(found.out).toMatch(
    /^\d+ differences? in 1 budget, 1 row of the ledger:\nledger of L1 in .*, row 1: /,
  );
  const { differences } = JSON.parse((await audit('--json')).out) as { differences: number };
  expect(differences).toBeGreaterThan(0);
});

it('asks for the database that it is to look at', async () => {
  const end = await serviceCli(['audit'], { environment: { DATA_DIR: '/nowhere' } });
  expect(end).toMatchObject({ exit: 2, out: '' });
  expect(end.err).toMatch(
    /DATABASE_URL is not set, and no embedded database runs on \/nowhere: start the service/,
  );
});
