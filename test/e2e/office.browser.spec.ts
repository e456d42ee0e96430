import type { Browser } from 'playwright-core';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { Visit } from '../support/browser-visit.js';
import { addRun, matchIdsOf, valueOf } from '../support/budget-factories.js';
import { launchChromium, pageFaults, spilledPixels } from '../support/chromium.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from '../support/run-factories.js';

/** Claims, people, the trail, a leader's own answer, and what is shown when something goes wrong. */
describe.each([true, false])('the office in a browser, with JavaScript: %s', (javaScript) => {
  let api: ApiInProcess;
  let browser: Browser;
  let visit: Visit;
  let visits = '';

  beforeAll(async () => {
    api = await startApiInProcess();
    browser = await launchChromium();
    await addAnswers(api.source, { [OWN_LEADER]: answerWith() });
    await addAssessedCases(api.source, casesNamed('99', 1));
    const runId = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: 'school-99000' });
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    const leader = await ApiClient.signedIn(api.url, 'leader');
    visits = `/api/v1/matches/${(await matchIdsOf(api.source, runId))['school-99000'] ?? ''}`;
    await leader.post(`${visits}/accept`);
    const one = { date: '2025-02-03', days: 1, done: 'Looked at reading', doneBy: 'The leader' };
    await leader.post(`${visits}/visits`, one);
    const link = `/api/v1/sign-off/${String((await leader.post(`${visits}/sign-off-links`)).body['token'])}`;
    const school = ApiClient.anonymous(api.url);
    const { body } = await school.get<{ visits: readonly { id: string; version: number }[] }>(link);
    const answers = body.visits.map(({ id, version }) => ({ visitId: id, version, confirmed: true }));
    await school.post(link, { name: 'Pat Head', role: 'Headteacher', answers });
  });
  afterEach(() => visit.end());
  afterAll(async () => {
    await browser.close();
    await api.stop();
  });

  const begin = async (username: string): Promise<Visit> => {
    visit = await Visit.begin(browser, api.url, { username, javaScript });
    return visit;
  };
  /** The checker is a script itself: what it says of a page counts for both. */
  const expectSound = async (): Promise<void> => {
    expect(javaScript ? await pageFaults(visit.page) : []).toEqual([]);
    expect(await spilledPixels(visit.page)).toBe(0);
  };

  it('claims signed days once, finds the claim by its column, and takes it back with a reason', async () => {
    const { page } = await begin('coordinator');
    await visit.to('/claims');
    expect(await visit.words()).toContain('1 signed visit of School improvement offer 2024 to 2025');
    await visit.press('text=Make the claim');
    expect(await visit.words('.govuk-error-summary')).toContain('Enter the first day of the visits');
    expect(await page.title()).toContain('Error: ');
    await visit.fillDate('from', ['1', '2', '2025']);
    await visit.fillDate('to', ['31', '2', '2025']);
    await visit.press('text=Make the claim');
    expect(await visit.words('#to-error')).toContain('Enter the last day of the visits');
    expect(await page.inputValue('#from-month')).toBe('2');
    await expectSound();
    await visit.fillDate('to', ['28', '2', '2025']);
    await visit.press('text=Make the claim');
    expect(await visit.words('.govuk-notification-banner')).toContain('1 visit claimed: £600.00');
    await expectSound();
    await visit.press('text=Withdraw the claim');
    expect(await visit.words('.govuk-error-summary')).not.toBe('');
    await page.fill('#reason', 'The wrong month');
    await visit.press('text=Withdraw the claim');
    expect(await visit.words()).toContain('Withdrawn: The wrong month');
    await visit.to('/claims?state=withdrawn');
    await visit.press('th a:has-text("Amount")');
    expect(await page.getAttribute('th:has-text("Amount")', 'aria-sort')).toBe('descending');
    expect(await visit.words('.lm-tags')).toContain('Withdrawn');
    await expectSound();
  });

  it('invites somebody, changes what they may do, and withdraws an invitation', async () => {
    const { page } = await begin('admin');
    await visit.to('/admin/users');
    await visit.press('text=Invite somebody');
    await visit.press('text=Make the invitation');
    expect(await visit.words('.govuk-error-summary')).not.toBe('');
    await expectSound();
    await page.fill('#displayName', 'Nell Newcomer');
    await page.check('input[name=roles][value=reviewer]');
    await visit.press('text=Make the invitation');
    const link = await visit.words('code');
    await visit.to('/admin/users');
    const row = 'tr:has-text("Nell Newcomer")';
    expect(await visit.words(row)).toContain('Open');
    await expectSound();
    await visit.press(`${row} button:has-text("Withdraw")`);
    expect(await visit.words(row)).toContain('Withdrawn');
    expect(await visit.to(new URL(link).pathname)).toBe(404);

    await visit.to('/admin/users');
    await visit.press('tbody a:has-text("auditor") >> nth=0');
    await page.check('input[name=roles][value=reviewer]');
    await visit.press('button:has-text("Save")');
    expect(await visit.words('.govuk-error-summary')).not.toBe('');
    expect(await page.isChecked('input[name=roles][value=reviewer]')).toBe(true);
    await expectSound();
    await page.fill('#reason', 'Stands in for a colleague');
    await visit.press('button:has-text("Save")');
    expect(await visit.words('.govuk-notification-banner')).toContain('Changed.');
    await visit.to('/admin/background-work');
    expect(await visit.words()).toContain('No worker is running.');
    await expectSound();
  });

  it('finds in the trail who did what, oldest or newest first', async () => {
    const { page } = await begin('admin');
    await visit.to('/audit');
    await page.selectOption('#action', 'visit.sign-off');
    await visit.press('button:has-text("Search")');
    expect(await visit.words('.lm-tags')).toContain('Action:');
    await visit.press('th a:has-text("When")');
    expect(await page.getAttribute('th:has-text("When")', 'aria-sort')).toBe('ascending');
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
    await expectSound();
    await visit.fillDate('from', ['31', '2', '2025']);
    await visit.press('button:has-text("Search")');
    expect(await visit.words('.govuk-error-summary')).toContain('Write a date that there is');
    await expectSound();
  });

  it('lets a leader change their answer to the survey, with what is wrong at its field', async () => {
    const { page } = await begin('leader');
    await visit.press('nav a:has-text("My survey answer")');
    await page.fill('#days_offered', '0.3');
    await page.fill('#travel_miles', 'far');
    await visit.press('button:has-text("Save the answer")');
    expect(await page.locator('.govuk-error-summary a').count()).toBe(2);
    expect([await page.inputValue('#days_offered'), await page.inputValue('#travel_miles')]).toEqual([
      ...['0.3', 'far'],
    ]);
    await expectSound();
    await page.fill('#days_offered', '12.5');
    await page.fill('#travel_miles', '30');
    await visit.press('button:has-text("Save the answer")');
    expect(await page.inputValue('#days_offered')).toBe('12.5');
    expect(await visit.words('table:has(#changes)')).toContain('Changed online');
    await expectSound();
    await visit.press('nav a:has-text("My days")');
    expect(await visit.words()).toContain('12.5');
  });

  it('says what is wrong when there is nothing, when it is not theirs, and when a form is too old', async () => {
    const { page } = await begin('leader');
    for (const [path, status, title] of [
      ['/nowhere', 404, 'There is nothing here.'],
      ['/runs', 403, 'Your role may not do this.'],
      ['/assignments/00000000-0000-4000-8000-000000000000', 404, 'There is no such match.'],
    ] as const) {
      expect([await visit.to(path), await visit.words('h1')]).toEqual([status, title]);
      await expectSound();
    }
    await visit.to('/survey');
    await page.context().clearCookies();
    await visit.press('button:has-text("Save the answer")');
    expect(page.url()).toContain('/sign-in');
  });
});
