export const ROLES = ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who acts. `id` is a user id, or `system` for the service itself (relay, reconciler, first start). */
export interface Actor {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Set when the actor signs in as a system leader. */
  readonly leaderRef?: string;
}

export const SYSTEM: Actor = { id: 'system', roles: [] };
