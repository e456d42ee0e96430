import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { ImportOutlineUseCase, OutlineQueries, ReportsModule } from './index.js';

const outline = (north: number): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: 'North' },
        geometry: { type: 'Polygon', coordinates: [[[-2, 53], [-1, 53], [-1, north], [-2, 53]]] }, // prettier-ignore
      },
    ],
  });

describe('the outline of maps', () => {
  let service: TestService;
  const send = (text: string) =>
    service.get(ImportOutlineUseCase).execute(COORDINATOR, { fileName: 'regions.json', text });

  beforeAll(async () => {
    service = await openTestService(ReportsModule);
  });
  afterAll(() => service.close());

  it('is nothing before one is imported, then the newest, and each import is written down', async () => {
    expect(await service.get(OutlineQueries).current()).toBeNull();
    expect(valueOf(await send(outline(54)))).toMatchObject({ areas: 1, points: 4 });
    const first = await service.get(OutlineQueries).current();
    expect(first?.areas[0]?.rings[0]?.[2]).toEqual([-1, 54]);
    expect(await service.get(OutlineQueries).current()).toBe(first);
    await send(outline(55));
    expect((await service.get(OutlineQueries).current())?.areas[0]?.rings[0]?.[2]).toEqual([-1, 55]);
    const rows: unknown = await service.test.app.query(
      `SELECT actor_id FROM audit_event WHERE action = 'map-outline.import'`,
    );
    expect(rows).toHaveLength(2);
  });

  it('stays when a file cannot be used', async () => {
    expect(await send('{}')).toMatchObject({ ok: false, refusal: { code: 'bad-outline-areas' } });
    expect(await service.get(OutlineQueries).current()).not.toBeNull();
  });
});
