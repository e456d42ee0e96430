import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';

const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 800 };

/** Debian's Chromium, or the one that `CHROMIUM_PATH` names. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });
}

/** How far the page reaches over the side of its window. */
export function spilledPixels(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** What is wrong with the page that is open: what axe finds of WCAG 2.2 AA, and what spills over the side at 320 pixels. */
export async function pageFaults(page: Page): Promise<string[]> {
  // Only what is wrong is wanted, and no page of ours has frames: both spare most of the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations } = await axe.withTags(WCAG).analyze();
  await page.setViewportSize(PHONE);
  const spill = await spilledPixels(page);
  await page.setViewportSize(DESKTOP);
  return [
    ...violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(spill > 0 ? [`${page.url()} spills ${String(spill)} pixels over 320`] : []),
  ];
}
