import { readFile } from 'node:fs/promises';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { PageClient } from '../support/page-client.js';
import { type RunningService, startService } from '../support/service-processes.js';
import { sample } from './sample-round.js';

describe('a survey of another year', () => {
  let service: RunningService;
  let coordinator: ApiClient;

  beforeAll(async () => {
    service = await startService();
    coordinator = await ApiClient.signedIn(service.url, 'coordinator');
  });
  afterAll(async () => {
    await service.stop();
  });

  const previewed = async (offer: string) => {
    // The unknown column is told of the file as a whole, too.
    const [header = '', ...rows] = (await readFile(sample('survey-2022-23.csv'), 'utf8')).trim().split('\n');
    const file = [`${header},extra`, ...rows.map((row) => `${row},`)].join('\n');
    const query = new URLSearchParams({ kind: 'survey', offer, fileName: 'survey.csv', review: 'true' });
    const sent = await coordinator.send('POST', `/api/v1/imports?${query.toString()}`, file, 'text/csv');
    const path = `/imports/${String(sent.body['importId'])}`;
    const body = await eventually('the survey is read', async () => {
      const read = await coordinator.get(`/api/v1${path}`);
      return read.body['state'] === 'ready' ? read.body : undefined;
    });
    const browser = await PageClient.signedIn(service.url, 'coordinator');
    return { body, page: (await browser.get(path)).text };
  };

  it('is warned of by REST, and on the page above the button that stores it', async () => {
    const { body, page } = await previewed('2024-25');
    expect(body['anotherYear']).toEqual({
      detail: expect.stringMatching(
        /^survey\.csv, available_from: This may be the survey of another year\. .*2023-01-04, rows \d+.*Allowed: 2024-09-01 to 2025-07-31/,
      ) as string,
    });
    const warned = page.indexOf('This may be the survey of another year');
    expect(warned).toBeGreaterThan(0);
    expect(warned).toBeLessThan(page.indexOf('Confirm and store'));
  });

  it('is nothing to warn of where it is given for its own', async () => {
    const { body, page } = await previewed('2022-23');
    expect(body['anotherYear']).toBeNull();
    expect(page).not.toContain('another year');
  });
});
