import type { DataSource } from 'typeorm';
import type { RouteAccess } from '../../apps/api/src/access/route-census.js';

interface Answered {
  readonly correlationId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

interface LogLine {
  readonly event?: string;
  readonly correlationId?: string;
  readonly req?: { readonly method?: string; readonly path?: string };
  readonly res?: { readonly statusCode?: number };
}

/**
 * Where routes do not keep what they say of the audit trail, by the requests that were logged: a route that succeeded and
 * never added an event that it names, or added one though it says that it adds none. Empty: they keep it.
 */
export async function auditBreaches(
  source: DataSource,
  routes: readonly RouteAccess[],
  logged: readonly string[],
): Promise<readonly string[]> {
  const rows = await source.query<{ id: string; actions: string[] }[]>(
    `SELECT correlation_id AS id, array_agg(action) AS actions FROM audit_event
     WHERE correlation_id IS NOT NULL GROUP BY 1`,
  );
  const actionsOf = new Map(rows.map(({ id, actions }) => [id, actions]));
  const lines = logged.map((line) => JSON.parse(line) as LogLine);
  // Who is not signed in is redirected.
  const refused = lines.filter(({ event }) => event === 'access-refused').map((line) => line.correlationId);
  const succeeded = lines
    .flatMap(answeredIn)
    .filter(({ status, correlationId }) => status < 400 && !refused.includes(correlationId));
  return routes.flatMap((route) => {
    const { controller, handler, audited } = route;
    const own = succeeded.filter((one) => routeOf(one, routes) === route);
    if (audited === undefined || own.length === 0) return [];
    const added = own.flatMap(({ correlationId }) => actionsOf.get(correlationId) ?? []);
    const keeps =
      typeof audited === 'string' ? added.length === 0 : added.some((action) => audited.includes(action));
    return keeps ? [] : [`${controller}.${handler} says ${String(audited)}, added ${added.join(', ')}`];
  });
}

/** The route that took the request: of several that fit, the one that leaves least open. */
function routeOf({ method, path }: Answered, routes: readonly RouteAccess[]): RouteAccess | undefined {
  const fitting = routes.filter(
    (route) => route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(path),
  );
  return fitting.sort((a, b) => a.path.split(':').length - b.path.split(':').length)[0];
}

/** The finished request of a log line. */
function answeredIn({ correlationId, req, res }: LogLine): Answered[] {
  const { method, path } = req ?? {};
  const { statusCode: status } = res ?? {};
  if (correlationId === undefined || method === undefined || path === undefined || status === undefined)
    return [];
  return [{ correlationId, method, path, status }];
}
