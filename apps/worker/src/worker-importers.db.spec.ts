import { openTestService, type TestService } from '../../../test/support/service-harness.js';
import { IMPORT_KINDS, ImporterRegistry } from '../../../libs/features/imports/index.js';
import { WORKER_FEATURES } from './worker.module.js';

let service: TestService;
beforeAll(async () => {
  service = await openTestService(...WORKER_FEATURES);
});
afterAll(() => service.close());

it('reads every kind of file that the service takes', () => {
  const kinds = service
    .get(ImporterRegistry)
    .profiles()
    .map(({ name }) => name);
  expect(kinds.toSorted()).toEqual([...IMPORT_KINDS].sort());
});
