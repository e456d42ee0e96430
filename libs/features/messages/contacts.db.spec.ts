import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { ProcessImport, UndoImport } from '../imports/index.js';
import { ChangeContactAddress, ContactAddressesQueries, MessagesModule } from './index.js';

const HEADER = 'party,party_ref,contact_name,contact_email,found_in\n';

let service: TestService;
beforeEach(async () => {
  service = await openTestService(MessagesModule);
});
afterEach(() => service.close());

const load = (rows: string, name = 'contacts.csv') =>
  importFile(service, { kind: 'contacts', name, content: HEADER + rows });

async function undo(importId: string): Promise<void> {
  valueOf(await service.get(UndoImport).execute(COORDINATOR, { importId }));
  valueOf(await service.get(ProcessImport).execute(SYSTEM, { importId }));
}

async function byHand(partyRef: string, email: string | null): Promise<void> {
  const address = email === null ? null : { name: 'Hand', email, source: 'Phone' };
  valueOf(
    await service.get(ChangeContactAddress).execute(COORDINATOR, { party: 'school', partyRef, address }),
  );
}

async function kept(): Promise<readonly string[]> {
  const { items } = await service.get(ContactAddressesQueries).list({});
  return items.map(({ partyRef, email, source }) => `${partyRef} ${email} ${source}`);
}

it('keeps the good rows, in place of what stood, and leaves other parties alone', async () => {
  await byHand('100001', 'old@school.example');
  await byHand('100009', 'other@school.example');
  const { state, storedCount } = await load(
    'school,100001,Head,new@school.example,Letter\nschool,100002,Head,head@school.example,\nschool,1,Head,x@school.example,\n',
  );
  expect([state, storedCount]).toEqual(['imported', 2]);
  expect(await kept()).toEqual([
    '100001 new@school.example Letter',
    '100002 head@school.example File contacts.csv',
    '100009 other@school.example Phone',
  ]);
  const [trail] = await service.test.app.query<{ text: string }[]>(
    `SELECT string_agg(audit_event::text, ' ') AS text FROM audit_event`,
  );
  expect(trail?.text).not.toContain('school.example');
});

it('is undone to what stood before, file by file and by hand', async () => {
  await byHand('100001', 'hand@school.example');
  const first = await load(
    'school,100001,Head,first@school.example,\nschool,100002,Head,two@school.example,\n',
    'a.csv',
  );
  const second = await load('school,100001,Head,second@school.example,\n', 'b.csv');
  await undo(second.importId);
  expect(await kept()).toEqual([
    '100001 first@school.example File a.csv',
    '100002 two@school.example File a.csv',
  ]);
  await undo(first.importId);
  expect(await kept()).toEqual(['100001 hand@school.example Phone']);
});

it('is undone without touching what was changed or withdrawn by hand since', async () => {
  const { importId } = await load(
    'school,100001,Head,a@school.example,\nschool,100002,Head,b@school.example,\nschool,100003,Head,c@school.example,\n',
  );
  await byHand('100001', 'corrected@school.example');
  await byHand('100002', null);
  await undo(importId);
  expect(await kept()).toEqual(['100001 corrected@school.example Phone']);
});
