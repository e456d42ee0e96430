import type { Browser } from 'playwright-core';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { Visit } from '../support/browser-visit.js';
import { addRun, valueOf } from '../support/budget-factories.js';
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
    await addAnswers(api.source, { L1: answerWith(), [OWN_LEADER]: answerWith() });
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
    await page.waitForSelector('.moj-filter-tags');
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

  describe('without scripts', () => {
    const offered = '#days_offered';
    const save = 'button:has-text("Save the answer")';
    const faults = () => visit.words('.govuk-error-summary');

    it('a leader changes their survey answer, is told what is wrong, withdraws it and gives it again', async () => {
      await begin(false, 'leader');
      await visit.press('nav a:text-is("My survey answer")');
      await visit.page.fill(offered, 'many');
      await visit.press(save);
      expect(await faults()).toContain('is not a number');
      expect(await visit.page.inputValue(offered)).toBe('many');
      await visit.page.fill(offered, '7.5');
      await visit.press(save);
      expect(await visit.page.inputValue(offered)).toBe('7.5');
      expect(await visit.words('#changes ~ tbody')).toContain('7.5');
      await visit.page.fill('#reason', 'On leave');
      await visit.press('button:has-text("Withdraw the answer")');
      expect(await visit.words()).toContain('Withdrawn');
      await visit.press(save);
      expect(await visit.page.isVisible('button:has-text("Withdraw the answer")')).toBe(true);
    });

    it('a visit goes from its log over the school’s name into a claim, and all of it into the trail', async () => {
      const run = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: 'school-99001' });
      valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId: run }));
      await begin(false, 'leader');
      await visit.press('nav a:text-is("My matches")');
      await visit.press('main a:has-text("School 991")');
      await visit.press('main a:has-text("Accept or decline")');
      await visit.page.check('input[value=accept]');
      await visit.press('button:has-text("Continue")');
      await visit.press('button:has-text("Send the answer")');
      await visit.press('main a[href$="/days"]');
      await visit.fillDate('date', ['3', '2', '2025']);
      await visit.press('button:has-text("Log the visit")');
      expect(await faults()).toContain('done');
      await visit.page.check('input[value=half]');
      await visit.page.fill('#done', 'Reading');
      await visit.page.fill('#doneBy', 'The leader');
      await visit.press('button:has-text("Log the visit")');
      await visit.press('button:has-text("Make a link for the school")');
      const link = await visit.words('.lm-link-panel .lm-breaks');
      await visit.end();
      await begin(false);
      await visit.to(new URL(link).pathname);
      await visit.press('button:has-text("Send")');
      expect(await faults()).toContain('name');
      await visit.page.check('input[value=yes]');
      await visit.page.fill('#signedBy', 'Pat Head');
      await visit.page.fill('#role', 'Headteacher');
      await visit.press('button:has-text("Send")');
      expect(await visit.words('h1')).toBe('Thank you');
      await visit.signIn('admin', 'only-for-tests-0123');
      await visit.to('/claims');
      await visit.press('button:has-text("Make the claim")');
      expect(await faults()).toContain('day');
      await visit.fillDate('from', ['1', '2', '2025']);
      await visit.fillDate('to', ['28', '2', '2025']);
      await visit.press('button:has-text("Make the claim")');
      expect(await visit.words('#lines ~ tbody')).toContain('School 991');
      await visit.to('/audit');
      await visit.page.fill('#person', 'admin');
      await visit.press('button:has-text("Apply filters")');
      expect(await visit.words('.moj-timeline')).toContain('Claim');
      await visit.press('.moj-filter-tags a');
      expect(await visit.page.inputValue('#person')).toBe('');
    });

    it('an administrator finds people, invites one, takes the invitation back and limits another', async () => {
      const { page } = await begin(false, 'admin');
      await visit.press('nav a:text-is("People")');
      await page.selectOption('#role', 'reviewer');
      await visit.press('button:has-text("Apply filters")');
      expect(await page.locator('#people ~ tbody tr').count()).toBe(1);
      await visit.press('main th a[href*="sort=username"]');
      expect(await page.getAttribute('th[aria-sort=ascending]', 'aria-sort')).toBe('ascending');
      await visit.press('#people ~ tbody th a');
      await page.check('input[name=offers][value="2024-25"]');
      await visit.press('main form button:has-text("Save")');
      expect(await faults()).toContain('Say why this is changed');
      await page.fill('#reason', 'Works on this offer');
      await visit.press('main form button:has-text("Save")');
      expect(await visit.words('.govuk-notification-banner')).toContain('Changed');
      await visit.to('/admin/users');
      await visit.press('text=Invite somebody');
      await visit.press('button:has-text("Make the invitation")');
      expect(await faults()).toContain('Enter a name');
      await page.fill('#displayName', 'Ada New');
      await page.check('input[name=roles][value=auditor]');
      await visit.press('button:has-text("Make the invitation")');
      expect(await visit.words('.lm-secret')).toContain('/invitations/');
      await visit.press('text=Back to the invitations');
      await visit.press('#invitations ~ tbody button');
      expect(await visit.words('#invitations ~ tbody')).toContain('Withdrawn');
    });
  });

  it('prints what is read and not what is pressed', async () => {
    const { page } = await begin(true, 'coordinator');
    await visit.to(`/cases?text=99`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('table')).toBe(true);
    for (const screenOnly of [
      '.govuk-service-navigation',
      '.govuk-footer',
      '.moj-filter__options',
      '.lm-account',
    ])
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
