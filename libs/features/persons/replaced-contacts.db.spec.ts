import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { ChangeContactAddress, MessagesModule } from '../messages/index.js';
import { ExportPerson, PersonsModule } from './index.js';

let service: TestService;
const [OLD, NEW] = ['old@school.example', 'new@school.example'];

/** A contact entered by hand, replaced by a file, and by another file again. */
beforeAll(async () => {
  service = await openTestService(MessagesModule, PersonsModule);
  const address = { name: 'Olive Old', email: OLD, source: 'Phone' };
  const byHand = { party: 'school', partyRef: '100001', address };
  valueOf(await service.get(ChangeContactAddress).execute(COORDINATOR, byHand));
  for (const row of ['Mid One,mid@school.example', `Nora New,${NEW}`]) {
    await importFile(service, {
      ...{ kind: 'contacts', name: 'contacts.csv' },
      content: `party,party_ref,contact_name,contact_email,found_in\nschool,100001,${row},Letter\n`,
    });
  }
});
afterAll(() => service.close());

async function held(key: string): Promise<Readonly<Record<string, number>>> {
  const { holdings } = valueOf(
    await service.get(ExportPerson).execute(COORDINATOR, { key, purpose: 'Request 11' }),
  );
  const people = JSON.stringify(holdings.filter(({ table }) => table !== 'audit_event'));
  const others = ['old@', 'mid@', 'new@', 'Olive', 'Mid One', 'Nora'].filter((one) => people.includes(one));
  expect(others).toHaveLength(2);
  expect(others[0]).toBe(key.slice(0, 4));
  return Object.fromEntries(
    holdings.filter(({ rows }) => rows.length > 0).map(({ table, rows }) => [table, rows.length]),
  );
}

it('hands out what is still held on contacts whose place others took, and nothing of those', async () => {
  expect(await held(OLD)).toEqual({ import: 1 });
  expect(await held('mid@school.example')).toEqual({ import: 1 });
  expect(await held(NEW)).toMatchObject({ contact_address: 1 });
});
