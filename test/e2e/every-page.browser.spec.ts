import type { Browser } from 'playwright-core';
import { ApiClient } from '../support/api-client.js';
import { DESKTOP, launchChromium, pageFaults } from '../support/chromium.js';
import { crawl, kindOf } from '../support/page-crawl.js';
import { PageClient } from '../support/page-client.js';
import { DEMO_PASSWORD, type RunningService, startService } from '../support/service-processes.js';
import { uploadSampleRound } from './sample-round.js';

/** A page with any question, and without: which question it is changes little of how it looks, and looking takes seconds. */
const lookOf = (address: string): string => kindOf(address).replace(/\?.+$/, '?asked');

/** The first role looks at dozens of pages. */
const PATIENCE_MS = 600_000;

describe('every page that a role can reach', () => {
  let service: RunningService;
  let browser: Browser;
  const looked = new Set<string>();

  beforeAll(async () => {
    service = await startService();
    browser = await launchChromium();
    const coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    await uploadSampleRound(coordinator);
    const published = await coordinator.run('2024-25');
    await coordinator.post(`/api/v1/runs/${String(published['id'])}/publish`);
    await coordinator.run('2024-25');
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
  });

  it.each(['admin', 'coordinator', 'reviewer', 'leader', 'auditor'])(
    'meets WCAG 2.2 AA as far as axe sees, fits 320 pixels, and asks no other host for anything: as a %s',
    async (role) => {
      const { pages } = await crawl(await PageClient.signedIn(service.url, role), 1);
      const context = await browser.newContext({ viewport: DESKTOP });
      const page = await context.newPage();
      const elsewhere: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== service.url) elsewhere.push(`${page.url()} ${request.url()}`);
      });
      await page.goto(`${service.url}/sign-in`);
      await page.fill('#username', role);
      await page.fill('#password', DEMO_PASSWORD);
      await page.click('form[action="/sign-in"] button.govuk-button[type=submit]');
      await page.waitForURL(`${service.url}/`);
      const faults: string[] = [];
      // A page looks alike for everybody who may see it, but for what they may do there: the first to come looks.
      for (const address of pages) {
        if (looked.has(lookOf(address))) continue;
        looked.add(lookOf(address));
        await page.goto(service.url + address);
        faults.push(...(await pageFaults(page)));
      }
      await context.close();
      expect([...faults, ...elsewhere]).toEqual([]);
      expect(pages.length).toBeGreaterThan(4);
    },
    PATIENCE_MS,
  );
});
