import type { Browser } from 'playwright-core';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { Visit } from '../support/browser-visit.js';
import { addRun } from '../support/budget-factories.js';
import { launchChromium, pageFaults, spilledPixels } from '../support/chromium.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from '../support/run-factories.js';

/** 1,280 pixels at 400 %: what is left of the window. */
const ZOOMED = { width: 320, height: 225 };

describe('pages for whoever comes another way', () => {
  let api: ApiInProcess;
  let browser: Browser;
  let visit: Visit;
  let runId = '';

  beforeAll(async () => {
    api = await startApiInProcess();
    browser = await launchChromium();
    await addAnswers(api.source, { L1: answerWith() });
    await addAssessedCases(api.source, casesNamed('99', 3));
    runId = await addRun(api.source, { leaderRef: 'L1', caseId: 'school-99000' });
  });
  afterEach(() => visit.end());
  afterAll(async () => {
    await browser.close();
    await api.stop();
  });

  const begin = async (javaScript = true, username?: string): Promise<Visit> => {
    visit = await Visit.begin(browser, api.url, {
      javaScript,
      ...(username === undefined ? {} : { username }),
    });
    return visit;
  };
  const stands = (state: string, fraction: number): Promise<unknown> =>
    api.source.query(`UPDATE run SET state = $2, fraction = $3, heartbeat_at = now() WHERE id = $1`, [
      ...[runId, state, fraction],
    ]);

  describe('a run under way', () => {
    it('is asked for again while somebody looks; a change of phase is told once, and it can be stopped', async () => {
      await stands('solving', 0.25);
      const { page } = await begin(true, 'coordinator');
      await visit.to(`/runs/${runId}`);
      expect(await visit.words('#progress')).toContain('Matching: 25% done.');
      expect(await page.isVisible('button:has-text("Stop this run")')).toBe(true);
      expect(await pageFaults(page)).toEqual([]);
      await stands('solving', 0.5);
      await page.waitForSelector('#progress:has-text("50%")');
      expect(await visit.words('#progress-told')).toBe('');
      await stands('checking', 0.9);
      await page.waitForSelector('#progress-told:text-is("Checking")', { state: 'attached' });
      await stands('solved', 1);
      await page.waitForSelector('#progress a:has-text("View results")');
      expect(await page.isVisible('button:has-text("Stop this run")')).toBe(false);
      await visit.press('#progress a');
      expect(await visit.words('h1')).toContain('Ready to publish');
    });

    it('is not asked for while nobody looks', async () => {
      await stands('solving', 0.25);
      const { page } = await begin(true, 'coordinator');
      await page.addInitScript(
        'Object.defineProperty(document, "hidden", { get: () => window.away ?? true })',
      );
      await page.clock.install();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await visit.to(`/runs/${runId}`);
      await page.clock.runFor('01:00');
      expect(asked.filter((path) => path.endsWith('/progress'))).toEqual([]);
      await page.evaluate('window.away = false; document.dispatchEvent(new Event("visibilitychange"))');
      await page.waitForResponse((answer) => answer.url().endsWith('/progress'));
    });

    it('is looked at by a link without scripts, and stopped', async () => {
      await stands('solving', 0.25);
      await begin(false, 'coordinator');
      await visit.to(`/runs/${runId}`);
      await stands('checking', 0.75);
      await visit.press('text=Check progress');
      expect(await visit.words('#progress')).toContain('Checking: 75% done.');
      await visit.press('button:has-text("Stop this run")');
      expect(await visit.words('#progress')).toContain('Stopping…');
      await stands('solved', 1);
    });
  });

  it('can be used with the keyboard alone, from signing in to the effect of a filter', async () => {
    const { page } = await begin();
    const unseen: string[] = [];
    await visit.to('/sign-in');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await tabTo('#username');
    await page.keyboard.type('coordinator');
    await tabTo('#password');
    await page.keyboard.type('only-for-tests-0123');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${api.url}/`);
    await tabTo('nav a[href="/cases"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:text-is("Cases")');
    await tabTo('#text');
    await page.keyboard.type('99001');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.lm-tags');
    expect(await page.locator('tbody tr').count()).toBe(1);
    await tabTo('.lm-scroll');
    await tabTo('.lm-scroll th a[href*="sort=days"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('th[aria-sort=descending]:has-text("Days")');
    await tabTo('tbody th a');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("School 991")');
    expect(unseen).toEqual([]);

    /** Presses the tabulator until this has the focus, seen to have it and inside the window. */
    async function tabTo(selector: string): Promise<void> {
      for (let pressed = 0; pressed < 80; pressed += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) {
          if (!(await page.evaluate<boolean>(IS_SEEN))) unseen.push(selector);
          return;
        }
      }
      throw new Error(`The keyboard does not come to ${selector}`);
    }
  });

  it.each(['/', '/imports', '/cases', '/leaders', '/runs', '/runs/new', '/claims', '/outbox', '/reports'])(
    'fits the window at 400 %%: %s',
    async (path) => {
      const { page } = await begin(true, 'coordinator');
      await page.setViewportSize(ZOOMED);
      expect(await visit.to(path)).toBe(200);
      expect(await spilledPixels(page)).toBe(0);
      // Nothing stays on top of what somebody reads.
      expect(await page.evaluate<number>(STUCK)).toBe(0);
    },
  );

  it('prints what is read and not what is pressed', async () => {
    const { page } = await begin(true, 'coordinator');
    await visit.to(`/cases?text=99`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('table')).toBe(true);
    for (const screenOnly of ['.govuk-service-navigation', '.govuk-footer', '.lm-filter', '.lm-account'])
      expect(await page.isVisible(screenOnly)).toBe(false);
    // The design system prints the address of each link, which leaves a table no room.
    const addresses = `[...document.querySelectorAll('main a')].map((a) => getComputedStyle(a, '::after').content)`;
    expect(new Set(await page.evaluate<string[]>(addresses))).toEqual(new Set(['none']));
  });
});

async function focused(page: Visit['page']): Promise<string> {
  return (await page.evaluate<string>('document.activeElement.textContent')).trim();
}

/** Whether what has the focus lies in the window and looks different from before. */
const IS_SEEN = `(() => {
  const focus = document.activeElement;
  const { top, bottom } = focus.getBoundingClientRect();
  const style = getComputedStyle(focus);
  const parts = [focus, ...focus.querySelectorAll('*')].map((part) => getComputedStyle(part));
  const marked = parts.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
  return marked && style.visibility === 'visible' && bottom > 0 && top < innerHeight;
})()`;

/** How many elements stay where they are while the page scrolls. */
const STUCK = `[...document.querySelectorAll('body *')]
  .filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position)).length`;
