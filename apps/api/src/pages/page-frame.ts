import type { Actor, Role } from '../../../../libs/domain/kernel/index.js';

export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  readonly active: boolean;
}

/** What the layout needs on every page. */
export interface PageFrame {
  readonly title: string;
  readonly navigation: readonly NavigationItem[];
  readonly actorName: string | null;
  /** Limited to some regions: no links to what cuts through regions. */
  readonly limited: boolean;
  /** True: the title says so, for people who hear it first. */
  readonly fault: boolean;
}

const PLACES: readonly { readonly text: string; readonly href: string; readonly roles: readonly Role[] }[] = [
  { text: 'Dashboard', href: '/', roles: ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'] },
  { text: 'Files', href: '/imports', roles: ['coordinator', 'admin'] },
  { text: 'Eligibility', href: '/eligibility', roles: ['coordinator', 'reviewer', 'admin', 'auditor'] },
  { text: 'Cases', href: '/cases', roles: ['coordinator', 'reviewer', 'admin', 'auditor'] },
  { text: 'Leaders', href: '/leaders', roles: ['coordinator', 'reviewer', 'admin', 'auditor'] },
  { text: 'Runs', href: '/runs', roles: ['coordinator', 'reviewer', 'admin', 'auditor'] },
  { text: 'Messages', href: '/outbox', roles: ['coordinator', 'admin'] },
  { text: 'My matches', href: '/assignments', roles: ['leader'] },
  { text: 'Review', href: '/review', roles: ['reviewer', 'admin'] },
  { text: 'Claims', href: '/claims', roles: ['coordinator', 'admin'] },
  { text: 'Reports', href: '/reports', roles: ['coordinator', 'reviewer', 'admin', 'auditor'] },
  { text: 'My survey answer', href: '/survey', roles: ['leader'] },
  { text: 'People', href: '/admin/users', roles: ['admin'] },
  { text: 'Conflicts', href: '/conflicts', roles: ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'] },
  { text: 'Audit', href: '/audit', roles: ['admin', 'reviewer', 'auditor'] },
  { text: 'My days', href: '/statement', roles: ['leader'] },
];

/** Where people may go who are limited to some regions. */
const OF_A_REGION = ['/', '/eligibility', '/cases', '/leaders', '/runs', '/reports', '/conflicts', '/review'];

/** The frame of one page: its title and the places that this actor may go. */
export function pageFrame(
  title: string,
  actor: Actor | undefined,
  here = '',
  more: { readonly actorName?: string; readonly fault?: boolean } = {},
): PageFrame {
  const mine = PLACES.filter(
    ({ roles, href }) =>
      (actor?.roles.some((role) => roles.includes(role)) ?? false) &&
      (actor?.regions === undefined || OF_A_REGION.includes(href)),
  );
  return {
    title,
    navigation: mine.map(({ text, href }) => ({ text, href, active: href === here })),
    actorName: actor === undefined ? null : (more.actorName ?? actor.roles.join(', ')),
    limited: actor?.regions !== undefined,
    fault: more.fault ?? false,
  };
}
