import type { RouteAccess } from '../access/route-census.js';

type Address = Pick<RouteAccess, 'method' | 'path'>;

/**
 * The nearest page above an address that only takes forms: who loads it again, or signs in on the way to it, is led
 * there. Null: no form is sent to this address, or it has a page of its own.
 */
export function pageOfForm(routes: readonly Address[], asked: string): string | null {
  const pages = routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const closest = routes
    .filter(({ method, path }) => (method === 'GET' || method === 'POST') && matches(path, asked))
    .map(({ path }) => path)
    .sort((a, b) => openness(a).localeCompare(openness(b)))[0];
  if (closest === undefined || pages.includes(closest)) return null;
  const parts = asked.split('/');
  const above = parts.map((_part, index) => parts.slice(0, index).join('/')).reverse();
  return above.find((address) => pages.some((page) => matches(page, address))) ?? '/';
}

function matches(pattern: string, address: string): boolean {
  const parts = address.split('/');
  const wanted = pattern.split('/');
  if (parts.length !== wanted.length) return false;
  return wanted.every((part, index) => (part.startsWith(':') ? parts[index] !== '' : part === parts[index]));
}

/** `/runs/new` before `/runs/:runId`. */
function openness(pattern: string): string {
  return pattern.replaceAll(/[^/]+/g, (part) => (part.startsWith(':') ? '1' : '0'));
}
