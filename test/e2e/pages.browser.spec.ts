import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ApiClient } from '../support/api-client.js';
import { DESKTOP, launchChromium, pageFaults } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { DEMO_PASSWORD, type RunningService, startService } from '../support/service-processes.js';
import { sample, uploadSampleRound } from './sample-round.js';

describe('the pages in a browser', () => {
  let service: RunningService;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    service = await startService();
    browser = await launchChromium();
    await uploadSampleRound(await ApiClient.signedIn(service.url, 'coordinator'));
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
  });

  /** Presses what leads to another page, and waits until that page is there. */
  const press = async (selector: string): Promise<void> => {
    const moved = page.waitForEvent('framenavigated');
    await page.click(selector);
    await moved;
    await page.waitForLoadState();
  };
  const expectSound = async (): Promise<void> => {
    expect(await pageFaults(page)).toEqual([]);
  };

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    const complaints: string[] = [];

    beforeAll(async () => {
      context = await browser.newContext({ javaScriptEnabled: true, viewport: DESKTOP });
      if (!javaScriptEnabled) await context.route('**/*.js', (route) => route.abort());
      page = await context.newPage();
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) complaints.push(message.text());
      });
    });
    afterAll(async () => {
      await context.close();
    });

    it('signs in, with a clear fault for a wrong password', async () => {
      await page.goto(`${service.url}/`);
      expect(page.url()).toBe(`${service.url}/sign-in?returnTo=%2F`);
      await expectSound();
      await page.fill('#username', 'coordinator');
      await page.fill('#password', 'wrong-password');
      await press('form[action="/sign-in"] button.govuk-button[type=submit]');
      expect(await page.textContent('.govuk-error-summary')).toContain('The username or password is wrong');
      expect(await page.title()).toContain('Error: ');
      expect(await page.inputValue('#username')).toBe('coordinator');
      await expectSound();
      await page.fill('#password', DEMO_PASSWORD);
      await press('form[action="/sign-in"] button.govuk-button[type=submit]');
      expect(await page.textContent('h1')).toContain('Match leaders to schools');
      await expectSound();
    });

    it('uploads a survey and sees the file it has seen before', async () => {
      await page.goto(`${service.url}/imports`);
      await expectSound();
      await page.selectOption('#kind', 'survey');
      await page.selectOption('#offer', '2024-25');
      await page.setInputFiles('#file', sample('survey-2024-25.csv'));
      await press('form[action="/imports"] button[type=submit]');
      // waits for the page after the post, however slow the machine
      await page.waitForSelector('.govuk-notification-banner');
      expect(await page.textContent('main')).toContain('This file was sent before');
      expect(await page.textContent('h1')).toContain('survey-2024-25.csv');
      await expectSound();
      await page.goto(`${service.url}/imports`);
      const links = await page.locator('#imports ~ tbody th a').all();
      const files = await Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
      expect(files.length).toBeGreaterThan(8);
      const answers = await Promise.all(files.map((file) => page.request.get(service.url + file)));
      expect(answers.map((answer) => answer.status())).toEqual(files.map(() => 200));
      await press('form[action="/imports"] button[type=submit]');
      expect(await page.textContent('.govuk-error-summary')).toContain(
        'Choose a CSV file or an Excel workbook',
      );
      const empty = { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) };
      await page.setInputFiles('#file', empty);
      await press('form[action="/imports"] button[type=submit]');
      expect(await page.textContent('.govuk-error-summary')).toContain('The file empty.csv is empty');
      await expectSound();
    });

    it('is told at the question when nobody says what a file holds', async () => {
      await page.goto(`${service.url}/imports`);
      const buffer = Buffer.from(`one,two\n1,${String(javaScriptEnabled)}\n`);
      await page.setInputFiles('#file', { name: 'what.csv', mimeType: 'text/csv', buffer });
      await press('form[action="/imports"] button[type=submit]');
      await eventually('the service asks what it holds', async () => {
        await page.reload();
        return (await page.isVisible('input[name=kind]')) ? true : undefined;
      });
      await press('button:has-text("Read the file again")');
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#kind');
      expect(await page.textContent('#kind-error')).toContain('Choose what the file holds');
      await expectSound();
    });

    it('says which column is which, sees what is wrong and what would change, confirms and undoes', async () => {
      const own = { reference: `NEW-${String(javaScriptEnabled)}`, name: 'Ada Newcomer' };
      const text = ['Reference,leader_name,leader_role,phases,days_offered,postcode']
        .concat([
          `${own.reference},${own.name},nle,primary,5,LS1 1AA`,
          'BAD-1,Bo Wrong,nle,primary,many,LS1 1AA',
        ])
        .join('\n');
      await page.goto(`${service.url}/imports`);
      await page.selectOption('#kind', 'survey');
      await page.selectOption('#offer', '2019-20');
      await page.setInputFiles('#file', {
        name: 'own-survey.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`${text}\n`),
      });
      await press('form[action="/imports"] button[type=submit]');
      const until = (words: string): Promise<true> =>
        eventually(`the file is "${words}"`, async () => {
          await page.reload();
          return (await page.textContent('h1'))?.includes(words) === true ? true : undefined;
        });
      if (javaScriptEnabled) {
        await until('Columns missing');
        await expectSound();
        await page.selectOption('main form select >> nth=0', 'Reference');
        await press('text=Read the file with these columns');
      }
      // The second time the map is remembered.
      await until('Ready to confirm');
      expect(await page.textContent('#changes ~ tbody')).toContain(own.reference);
      expect(await page.textContent('#faults ~ tbody')).toContain('days_offered');
      await expectSound();
      await press('text=Confirm and store');
      await until('Imported');
      await expectSound();
      await press('button:has-text("Undo this import")');
      await until('Undone');
      expect(await page.textContent('main')).toContain('What this file changed was taken back');
    });

    it('reads who is eligible, by which rule and on what evidence', async () => {
      await page.goto(`${service.url}/eligibility?offer=2024-25`);
      expect(await page.textContent('main')).toMatch(/\d+ eligible, \d+ cannot be decided/);
      await expectSound();
      await page.selectOption('#criterion', 'two-ri-plus-list');
      await press('text=Apply filters');
      expect(await page.textContent('.moj-filter-tags')).toContain('On the list of the former 2RI+ policy');
      await press('tbody th a');
      expect(await page.textContent('main')).toContain('Every rule that was asked, in order');
      expect(await page.textContent('#findings ~ tbody')).toContain('2ri-plus.csv, row');
      await expectSound();
    });

    it('finds a leader by what is left of their days, and reads their statement', async () => {
      await page.goto(`${service.url}/leaders?offer=2024-25`);
      await page.selectOption('#left', 'some');
      await press('text=Apply filters');
      expect(await page.textContent('.moj-filter-tags')).toContain('Any days left');
      await press('th a:has-text("Left")');
      expect(await page.getAttribute('th:has-text("Left")', 'aria-sort')).toBe('descending');
      await expectSound();
      await press('tbody th a >> nth=0');
      expect(await page.textContent('table:has(#statement)')).toContain('offered in the survey answer');
      await expectSound();
    });

    it('shows what anybody may read, and what a coordinator records for others', async () => {
      const open = ['/about-matching', '/accessibility-statement', '/privacy', '/cookies'];
      for (const path of [...open, '/conflicts?offer=2024-25', '/leaders/LDR-004/survey?offer=2024-25']) {
        expect((await page.goto(service.url + path))?.status()).toBe(200);
        await expectSound();
      }
    });

    it('runs a matching, reads why, publishes it and takes it back', async () => {
      await page.goto(`${service.url}/runs`);
      await expectSound();
      await press('main a:has-text("Start a matching run")');
      await expectSound();
      await page.fill('#maxMiles', '-3');
      await press('form[action="/runs/new"] button[type=submit]');
      expect(await page.textContent('.govuk-error-summary')).toContain('Longest distance');
      await expectSound();
      await page.fill('#maxMiles', '');
      await press('form[action="/runs/new"] button[type=submit]');
      await eventually('the run is ready to publish', async () => {
        await page.reload();
        return (await page.textContent('h1'))?.includes('Ready to publish') === true ? true : undefined;
      });
      const run = page.url();
      expect(await page.textContent('main')).toMatch(/miles on average/);
      await expectSound();
      for (const [tab, words, title] of [
        ['Matches', 'Why this leader', 'Why this leader'],
        ['Not covered', 'The smallest change that would cover it', 'Why no leader'],
      ] as const) {
        await press(`.moj-sub-navigation a:has-text("${tab}")`);
        await page.waitForSelector(`h1:has-text("${tab}")`);
        expect(await page.textContent('table')).toContain(words);
        await expectSound();
        await press('tbody th a >> nth=0');
        // waits for the whole of the next page, however slow the machine
        await page.waitForSelector('#others');
        expect(await page.textContent('main')).toContain(title);
        await expectSound();
        await page.goto(run);
      }
      await page.goto(`${run}/matches?needs=some-missed&sort=miles&direction=down`);
      expect(await page.textContent('.moj-filter-tags')).toContain('Some need not met');
      expect(await page.getAttribute('th[aria-sort=descending]', 'aria-sort')).toBe('descending');
      const shown = await page.locator('tbody tr').count();
      const file = new URL((await page.getAttribute('main a:text-is("CSV")', 'href')) ?? '', run);
      await page.goto(file.href);
      expect(await page.textContent('h1')).toContain('What do you need this file for?');
      await expectSound();
      file.searchParams.set('purpose', 'check-matches');
      const csv = await page.request.get(file.href);
      expect((await csv.text()).trim().split('\n')).toHaveLength(shown + 1);
      await page.goto(`${run}/map`);
      expect(await page.getAttribute('svg.lm-picture', 'aria-label')).toContain('Map of');
      if (javaScriptEnabled) await page.waitForSelector('.leaflet-overlay-pane canvas');
      // The land lies below the canvas of the marks, and hides none of them.
      expect(await page.locator('.leaflet-tile-pane .lm-land').count()).toBe(javaScriptEnabled ? 1 : 0);
      await expectSound();
      await page.goto(`${run}/leaders`);
      expect(await page.textContent('#leaders')).toContain('Days used and left');
      await expectSound();
      await page.goto(run);
      await press('text=Publish all matches');
      expect(await page.textContent('.govuk-notification-banner')).toContain(
        'published. The days are reserved.',
      );
      expect(await page.textContent('h1')).toContain('Published');
      await expectSound();
      await press('text=Unpublish');
      expect(await page.textContent('.govuk-notification-banner')).toContain('The days are free again.');
    });

    it('signs out, and is out', async () => {
      await press('text=Sign out');
      await page.goto(`${service.url}/runs`);
      expect(page.url()).toContain('/sign-in');
      expect(complaints).toEqual([]);
    });
  });

  it('compares the two runs that are ticked', async () => {
    context = await browser.newContext({ viewport: DESKTOP });
    page = await context.newPage();
    await page.goto(`${service.url}/sign-in`);
    await page.fill('#username', 'coordinator');
    await page.fill('#password', DEMO_PASSWORD);
    await press('form[action="/sign-in"] button.govuk-button[type=submit]');
    await page.goto(`${service.url}/runs`);
    for (const box of (await page.locator('input[name=run]').all()).slice(0, 2)) await box.check();
    await press('text=Compare the two ticked runs');
    expect(await page.textContent('#metrics ~ tbody')).toContain('Cases covered');
    await expectSound();
    await context.close();
  });

  it('shows a leader their own matches and nothing else', async () => {
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(`${service.url}/sign-in`);
    await page.fill('#username', 'leader');
    await page.fill('#password', DEMO_PASSWORD);
    await press('form[action="/sign-in"] button.govuk-button[type=submit]');
    expect(await page.textContent('main')).toContain('My matches');
    await page.setViewportSize({ width: 1280, height: 900 });
    await press('text=My days');
    expect(await page.textContent('h1')).toBe('My days');
    await expectSound();
    const refused = await page.goto(`${service.url}/runs`);
    expect(refused?.status()).toBe(403);
    expect(await page.textContent('h1')).toBe('Your role may not do this.');
    await context.close();
  });
});
