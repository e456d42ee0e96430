import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import nunjucks from 'nunjucks';
import type { OfferYear } from '../../../../libs/domain/kernel/index.js';
import { begun, dateText, OFFER_NAMES } from '../../../../libs/wording/index.js';

const { resolve } = createRequire(import.meta.url);
const govuk = join(dirname(resolve('govuk-frontend/package.json')), 'dist');
const moj = dirname(resolve('@ministryofjustice/frontend/package.json'));
const leaflet = join(dirname(resolve('leaflet/package.json')), 'dist');

/** Templates stand beside their pages in apps/api/src; the compiled file lies as deep under dist. */
export function useViews(app: NestExpressApplication, projectRoot: string): void {
  const source = join(projectRoot, 'apps', 'api', 'src');
  const styles = join(projectRoot, 'dist', 'apps', 'api', 'static', 'service.css');
  const environment = nunjucks.configure([join(source, 'pages'), govuk, moj], {
    autoescape: true,
    throwOnUndefined: false,
    watch: false,
    express: app.getHttpAdapter().getInstance(),
  });
  environment.addFilter('offerName', (offer: OfferYear) => OFFER_NAMES[offer]);
  environment.addFilter('begun', begun);
  environment.addFilter('years', yearsOnly);
  environment.addFilter('mojDate', timeText);
  environment.addGlobal('serviceName', 'Match leaders to schools');
  environment.addGlobal('styleSheet', `/static/service.css?${digest(styles)}`);
  app.setBaseViewsDir(join(source, 'pages'));
  app.setViewEngine('njk');
  const forever = { immutable: true, maxAge: '1y', index: false } as const;
  for (const assets of [join(govuk, 'govuk'), join(moj, 'moj')])
    app.use('/assets', express.static(join(assets, 'assets'), forever));
  app.use('/static/service.css', express.static(styles, forever));
  const own = ['filter.js', 'pick.js', 'progress.js', join('run-map', 'moving-map.js')];
  for (const file of own.map((name) => join('pages', name))) {
    app.use(`/static/${basename(file)}`, express.static(join(source, file), { maxAge: '1h', index: false }));
  }
  const script = 'govuk-frontend.min.js';
  app.use(`/static/${script}`, express.static(join(govuk, 'govuk', script), forever));
  const autocomplete = 'accessible-autocomplete.min.js';
  app.use(
    `/static/${autocomplete}`,
    express.static(resolve(`accessible-autocomplete/dist/${autocomplete}`), forever),
  );
  const toggle = join(moj, 'moj', 'components', 'filter-toggle-button', 'filter-toggle-button.bundle.mjs');
  app.use('/static/filter-toggle-button.mjs', express.static(toggle, forever));
  for (const file of ['leaflet.css', 'leaflet.js']) {
    app.use(`/static/${file}`, express.static(join(leaflet, file), forever));
  }
}

/** Choices of an offer where there is no room for its whole name. */
function yearsOnly<Item extends { readonly text: string }>(items: readonly Item[]): readonly Item[] {
  return items.map((item) => ({ ...item, text: /\d{4} to \d{4}$/.exec(item.text)?.[0] ?? item.text }));
}

/** The filter that MOJ Frontend's timeline asks for. `timestamp`: an ISO date, with or without the time. */
function timeText(timestamp: string, kind: 'day' | 'moment'): string {
  if (timestamp === '') return 'Date not known';
  const day = dateText(timestamp.slice(0, 10));
  return kind === 'day' ? day : `${day}, ${timestamp.slice(11, 19)} UTC`;
}

/** Changes with the file: its address may be kept for a year. */
function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
}
