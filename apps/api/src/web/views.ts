import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import nunjucks from 'nunjucks';
import type { OfferYear } from '../../../../libs/domain/kernel/index.js';
import { begun, OFFER_NAMES } from '../../../../libs/wording/index.js';

const { resolve } = createRequire(import.meta.url);
const govuk = join(dirname(resolve('govuk-frontend/package.json')), 'dist');
const leaflet = join(dirname(resolve('leaflet/package.json')), 'dist');

/** Templates stand beside their pages in apps/api/src; the compiled file lies as deep under dist. */
export function useViews(app: NestExpressApplication, projectRoot: string): void {
  const source = join(projectRoot, 'apps', 'api', 'src');
  const environment = nunjucks.configure([join(source, 'pages'), govuk], {
    autoescape: true,
    throwOnUndefined: false,
    watch: false,
    express: app.getHttpAdapter().getInstance(),
  });
  environment.addFilter('offerName', (offer: OfferYear) => OFFER_NAMES[offer]);
  environment.addFilter('begun', begun);
  environment.addGlobal('serviceName', 'Match leaders to schools');
  app.setBaseViewsDir(join(source, 'pages'));
  app.setViewEngine('njk');
  const forever = { immutable: true, maxAge: '1y', index: false } as const;
  app.use('/assets', express.static(join(govuk, 'govuk', 'assets'), forever));
  const own = ['service.css', 'progress.js', join('run-map', 'moving-map.js')];
  for (const file of own.map((name) => join('pages', name))) {
    app.use(`/static/${basename(file)}`, express.static(join(source, file), { maxAge: '1h', index: false }));
  }
  for (const file of ['govuk-frontend.min.css', 'govuk-frontend.min.js']) {
    app.use(`/static/${file}`, express.static(join(govuk, 'govuk', file), forever));
  }
  for (const file of ['leaflet.css', 'leaflet.js']) {
    app.use(`/static/${file}`, express.static(join(leaflet, file), forever));
  }
}
