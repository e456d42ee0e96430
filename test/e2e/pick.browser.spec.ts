import type { Browser } from 'playwright-core';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { Visit } from '../support/browser-visit.js';

import { launchChromium, pageFaults } from '../support/chromium.js';
import { addSolvedRun } from '../support/override-factories.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from '../support/run-factories.js';

const HOSTILE = '<img src=x alt=owned> Ada';

describe('one picked of many', () => {
  let api: ApiInProcess;
  let browser: Browser;
  let visit: Visit;
  let address = '';

  beforeAll(async () => {
    api = await startApiInProcess();
    browser = await launchChromium();
    await addAnswers(api.source, { L1: answerWith(), L2: answerWith(), L3: answerWith() });
    await api.source.query(`UPDATE leader SET name = $1 WHERE ref = 'L2'`, [HOSTILE]);
    await addAssessedCases(api.source, casesNamed('99', 2));
    const runId = await addSolvedRun(api.source, { leaderRef: 'L1', caseId: 'school-99000' });
    address = `/runs/${runId}/cases/school-99001/place`;
  });
  afterEach(() => visit.end());
  afterAll(async () => {
    await browser.close();
    await api.stop();
  });

  it('is found by typing a part of the name and taken by keyboard; names are text, whatever they hold', async () => {
    visit = await Visit.begin(browser, api.url, { username: 'reviewer' });
    const { page } = visit;
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    expect(await visit.to(address)).toBe(200);
    await page.locator('#leader').pressSequentially('ada');
    await page.waitForSelector('.autocomplete__option');
    expect(await page.locator('.autocomplete__option').allTextContents()).toEqual([`${HOSTILE} (L2)`]);
    expect(await page.locator('.autocomplete__option img').count()).toBe(0);
    expect(await pageFaults(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.inputValue('.lm-pick select')).toBe('L2');
    await visit.press('button:has-text("See the effect")');
    expect(new URL(page.url()).searchParams.get('leader')).toBe('L2');
    expect(await visit.words('h1')).not.toContain('Choose');
    expect(await visit.words('main')).toContain(HOSTILE);
    expect(complaints).toEqual([]);
  });

  it('is nobody when what is typed names nobody, and that is said', async () => {
    visit = await Visit.begin(browser, api.url, { username: 'reviewer' });
    const { page } = visit;
    expect(await visit.to(address)).toBe(200);
    await page.locator('#leader').pressSequentially('l3');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('.lm-pick select')).toBe('L3');
    await page.fill('#leader', 'Somebody else');
    await visit.press('button:has-text("See the effect")');
    expect(await visit.words('.govuk-error-summary')).toContain('Choose a leader');
    expect(await page.title()).toContain('Error: ');
    expect(await pageFaults(page)).toEqual([]);
  });

  it('is a plain list of names without scripts', async () => {
    visit = await Visit.begin(browser, api.url, { username: 'reviewer', javaScript: false });
    expect(await visit.to(address)).toBe(200);
    await visit.page.selectOption('#leader', 'L3');
    await visit.press('button:has-text("See the effect")');
    expect(new URL(visit.page.url()).searchParams.get('leader')).toBe('L3');
  });

  it('finds leader and case of a declaration by name, and says so where none is chosen', async () => {
    visit = await Visit.begin(browser, api.url, { username: 'coordinator' });
    const { page } = visit;
    expect(await visit.to('/conflicts?offer=2024-25')).toBe(200);
    await page.check('input[name=declaredBy][value=leader]');
    await page.check('input[name=subjectKind][value=school]');
    await page.fill('#reason', 'Governor there');
    await visit.press('button:has-text("Declare the conflict")');
    expect(await visit.words('.govuk-error-summary')).toContain('Choose the leader');
    expect(await pageFaults(page)).toEqual([]);
    for (const [field, typed] of Object.entries({ leaderRef: 'l3', caseId: '99001' })) {
      await page.locator(`#${field}`).pressSequentially(typed);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    }
    await visit.press('button:has-text("Declare the conflict")');
    expect(await visit.words('main')).toContain('The conflict of interest is declared.');
    expect(await visit.words('table')).toContain('(URN 99001)');
  });

  it.each(['/conflicts?offer=2024-25', '/claims', '/admin/invitations/new'])(
    'is a plain list of leaders on %s without scripts',
    async (path) => {
      visit = await Visit.begin(browser, api.url, { username: 'admin', javaScript: false });
      expect(await visit.to(path)).toBe(200);
      await visit.page.selectOption('#leaderRef', 'L3');
      expect(await visit.page.inputValue('#leaderRef')).toBe('L3');
    },
  );
});
