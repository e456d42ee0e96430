import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DESKTOP } from './chromium.js';
import { DEMO_PASSWORD } from './service-processes.js';

/** What does not come by then does not come. */
const PATIENCE_MS = 15_000;

/** One person at a browser of their own; without scripts where `javaScript` is false. */
export class Visit {
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async begin(
    browser: Browser,
    url: string,
    { username, javaScript = true }: { readonly username?: string; readonly javaScript?: boolean },
  ): Promise<Visit> {
    const context = await browser.newContext({ javaScriptEnabled: javaScript, viewport: DESKTOP });
    context.setDefaultTimeout(PATIENCE_MS);
    const visit = new Visit(context, await context.newPage(), url);
    if (username !== undefined) await visit.signIn(username, DEMO_PASSWORD);
    return visit;
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.to('/sign-in');
    await this.page.fill('#username', username);
    await this.page.fill('#password', password);
    await this.press('form[action="/sign-in"] button.govuk-button[type=submit]');
  }

  /** Opens an address; gives its status. */
  async to(path: string): Promise<number> {
    const answer = await this.page.goto(new URL(path, this.url).href);
    return answer?.status() ?? 0;
  }

  /** Presses what leads to another page, and waits until that page is there. */
  async press(selector: string): Promise<void> {
    const moved = this.page.waitForEvent('framenavigated');
    await this.page.click(selector);
    await moved;
    await this.page.waitForLoadState();
  }

  /** Fills the three fields of a date. */
  async fillDate(name: string, [day, month, year]: readonly [string, string, string]): Promise<void> {
    await this.page.fill(`#${name}-day`, day);
    await this.page.fill(`#${name}-month`, month);
    await this.page.fill(`#${name}-year`, year);
  }

  /** The words of the page. */
  async words(selector = 'main'): Promise<string> {
    return ((await this.page.textContent(selector)) ?? '').replaceAll(/\s+/g, ' ').trim();
  }

  async end(): Promise<void> {
    await this.context.close();
  }
}
