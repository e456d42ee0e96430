import { SURVEY_EXAMPLES, surveyWorkbook } from '../../libs/features/survey/readers.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { type RunningService, startService } from '../support/service-processes.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Fault {
  readonly row: number | null;
  readonly code: string;
  readonly message: string;
}

describe('the survey as a workbook', () => {
  let service: RunningService;
  let api: ApiClient;

  beforeAll(async () => {
    service = await startService();
    api = await ApiClient.signedIn(service.url, 'coordinator');
  });
  afterAll(async () => {
    await service.stop();
  });

  async function upload(
    bytes: Uint8Array,
  ): Promise<{ readonly state: string; readonly faults: readonly Fault[] }> {
    const path = '/api/v1/imports?kind=survey&offer=2024-25&fileName=survey.xlsx';
    const { status, body } = await api.send('POST', path, bytes, XLSX);
    expect(status).toBe(202);
    const at = `/api/v1/imports/${String(body['importId'])}`;
    const ended = await eventually('the import ends', async () => {
      const { body: read } = await api.get(at);
      return ['imported', 'failed'].includes(String(read['state'])) ? read : undefined;
    });
    const { body: faults } = await api.get<{ items: readonly Fault[] }>(`${at}/errors`);
    return { state: String(ended['state']), faults: faults.items };
  }

  it('is there to download, by token only', async () => {
    const { status } = await ApiClient.anonymous(service.url).get('/api/v1/survey/template.xlsx');
    expect(status).toBe(401);
    const [leader] = await Promise.all([ApiClient.signedIn(service.url, 'coordinator')]);
    expect(await leader.text('/api/v1/survey/template.xlsx?offer=2024-25')).toMatch(/^PK/);
    expect(await leader.text('/api/v1/survey/template.csv')).toMatch(/^leader_ref,leader_name,/);
    expect((await leader.get('/api/v1/survey/template.csv?offer=1999')).status).toBe(400);
  });

  it('comes back filled in through the queue, and refusals name the sheet', async () => {
    const [leader = {}] = SURVEY_EXAMPLES;
    const rows = [
      { ...leader, leader_ref: 'XLSX-1' },
      { ...leader, leader_ref: 'XLSX-2', days_offered: 'x' },
    ];
    const filled = await upload(await surveyWorkbook('2024-25', rows));
    expect(filled).toMatchObject({ state: 'imported', faults: [{ row: 3, code: 'not-a-number' }] });
    const bad = await upload(Buffer.from('PK\u0003\u0004 is only the beginning', 'latin1'));
    expect(bad).toEqual({
      state: 'failed',
      faults: [expect.objectContaining({ code: 'workbook-truncated' })],
    });
  });
});
