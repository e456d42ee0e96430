import type { FormFields, PageAnswer, PageClient } from './page-client.js';

export interface CrawledForm {
  /** Address of the page that it stands on. */
  readonly page: string;
  readonly method: 'GET' | 'POST';
  readonly action: string;
  /** Fields with the values that they come with. */
  readonly fields: FormFields;
  /** Takes a file. */
  readonly takesFile: boolean;
}
export interface Crawl {
  /** Addresses of pages: one of each kind, or a few. */
  readonly pages: readonly string[];
  readonly forms: readonly CrawledForm[];
  /** Links that lead nowhere, with the page that they stand on. */
  readonly dead: readonly string[];
  /** Pages that show markup of ours to people instead of using it. */
  readonly shownMarkup: readonly string[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'" };
const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|quot|lt|gt|#39);/g, (_all, name: string) => ENTITIES[name] ?? '');

/** As a template that escapes its own parts writes them. */
const OWN_MARKUP = /&lt;\w+ [\w-]+=(?:&quot;|")(?:govuk|moj|lm)-/;

/** Another order or page of the same list: `sort`, or `ended-sort` of a second list on the page. */
const WITHIN_A_LIST = /(?:^|-)(?:sort|direction|page|cursor|after)$/;

/** What kind of page an address is of: ids of objects, values of the query and the order of a list do not matter. */
export function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address, 'http://host');
  const path = pathname
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replaceAll(/\b(school|trust)-\d+|\bLDR-\d+|\b\d{4}-\d{2}\b/g, ':ref')
    .replaceAll(/\/\d+/g, '/:n');
  const asked = new Set([...searchParams.keys()].filter((name) => !WITHIN_A_LIST.test(name)));
  return `${path}?${[...asked].sort().join('&')}`;
}

/**
 * Follows the links of the pages from the start page on, at most `each` pages of a kind, and never signs out; `look` is
 * shown each page.
 */
export async function crawl(
  client: PageClient,
  each: number,
  look: (address: string, html: string) => void = () => undefined,
): Promise<Crawl> {
  const waiting: { readonly address: string; readonly from: string }[] = [{ address: '/', from: '' }];
  const seen = new Map<string, number>();
  const visited = new Set<string>();
  const pages: string[] = [];
  const forms = new Map<string, CrawledForm>();
  const dead: string[] = [];
  const shownMarkup: string[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { address, from } = next;
    const kind = kindOf(address);
    const times = seen.get(kind) ?? 0;
    if (visited.has(address) || times >= each || address.startsWith('/sign-out')) continue;
    visited.add(address);
    seen.set(kind, times + 1);
    const answer = await client.get(address);
    if (answer.status >= 400) dead.push(`${from} -> ${address}: ${String(answer.status)}`);
    const onward = answer.headers.get('location');
    if (onward !== null) waiting.push({ address: onward, from: address });
    if (answer.status !== 200 || !isHtml(answer)) continue;
    pages.push(address);
    look(address, answer.text);
    if (OWN_MARKUP.test(answer.text)) shownMarkup.push(address);
    for (const form of formsIn(answer.text, address)) {
      const name = `${form.method} ${kindOf(form.action)} ${Object.keys(form.fields).sort().join(' ')}`;
      if (!forms.has(name) && !form.action.startsWith('/sign-out')) forms.set(name, form);
    }
    for (const link of linksIn(answer.text, address)) waiting.push({ address: link, from: address });
  }
  return { pages, forms: [...forms.values()], dead, shownMarkup };
}

/** Of addresses that differ only in their query or in what they are of, one each. */
export function firstOfEachPath(addresses: readonly string[]): readonly string[] {
  const pathOf = (address: string): string => kindOf(address.split('?')[0] ?? '');
  return addresses.filter(
    (address, index) => addresses.findIndex((one) => pathOf(one) === pathOf(address)) === index,
  );
}

/** Headings that a list is sorted by, each with its link. */
export function sortLinks(
  html: string,
): readonly { readonly heading: string; readonly href: string; readonly isSorted: boolean }[] {
  const heads = /<th[^>]* aria-sort="([a-z]+)">\s*<a [^>]*href="([^"#]*)[^"]*"[^>]*>([^<]*)/g;
  return [...html.matchAll(heads)].map(([, order = '', href = '', heading = '']) => ({
    ...{ heading: heading.trim(), href: unescaped(href), isSorted: order !== 'none' },
  }));
}

function isHtml({ headers }: PageAnswer): boolean {
  return (headers.get('content-type') ?? '').includes('text/html');
}

function linksIn(html: string, page: string): string[] {
  return [...html.matchAll(/<a\s[^>]*href="([^"]*)"/g)].flatMap(([, href = '']) => {
    const { host, pathname, search } = new URL(unescaped(href), `http://host${page}`);
    return host === 'host' ? [pathname + search] : [];
  });
}

function formsIn(html: string, page: string): CrawledForm[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', inside = '']) => {
    const action = new URL(unescaped(/action="([^"]*)"/.exec(attributes)?.[1] ?? page), `http://host${page}`);
    const fields = [...inside.matchAll(/<(?:input|select|textarea|button)\s[^>]*>/g)].flatMap(([tag]) => {
      const name = /\bname="([^"]*)"/.exec(tag)?.[1];
      const value = unescaped(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
      return name === undefined || name === 'csrf' ? [] : [[unescaped(name), value] as const];
    });
    return {
      page,
      method: /method="post"/i.test(attributes) ? 'POST' : 'GET',
      action: action.pathname + action.search,
      fields: Object.fromEntries(fields),
      takesFile: attributes.includes('multipart'),
    };
  });
}
