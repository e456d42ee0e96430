import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { SessionData } from 'express-session';
import nunjucks from 'nunjucks';
import { takeNotice } from './session.js';

const PAGES = join(__dirname, '../pages');
const govuk = join(dirname(createRequire(__filename).resolve('govuk-frontend/package.json')), 'dist');
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(govuk));
const BANNER = `{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
  {{ govukNotificationBanner(notice) }}`;

function shown(notice: SessionData['notice']): string {
  const session: Partial<SessionData> = { notice };
  const html = environment.renderString(BANNER, { notice: takeNotice({ session }) });
  expect(takeNotice({ session })).toBeNull();
  return html;
}
const titleIn = (html: string): string | undefined => /banner__title"[^>]*>\s*(\w+)/.exec(html)?.[1];

describe('what a page says once', () => {
  it('is a success where something was done', () => {
    const html = shown('The claim was withdrawn.');
    expect(titleIn(html)).toBe('Success');
    expect(html).toContain('The claim was withdrawn.');
  });

  it('is important where nothing was', () => {
    const html = shown({ important: 'Tick two runs to compare them.' });
    expect(titleIn(html)).toBe('Important');
    expect(html).toContain('Tick two runs');
  });

  it('is given to the banner of every page as it is', () => {
    const templates = readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.njk'),
    );
    const banners = templates.flatMap((name) =>
      [
        ...readFileSync(join(PAGES, name), 'utf8').matchAll(
          /if notice %}{{ govukNotificationBanner\((.*?)\) }}/g,
        ),
      ].map(([, given]) => given),
    );
    expect(new Set(banners)).toEqual(new Set(['notice']));
    expect(banners.length).toBeGreaterThan(20);
  });
});
