import { daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import type { EngagementView, VisitView } from '../../../../libs/features/delivery/index.js';
import type { EngagementResource, VisitResource } from './delivery.dto.js';

export function engagementResource({
  halfDays,
  deliveredHalfDays,
  unsignedHalfDays,
  leftHalfDays,
  visits,
  link,
  completion,
  ...match
}: EngagementView): EngagementResource {
  return {
    ...match,
    days: daysFromHalfDays(halfDays),
    daysDelivered: daysFromHalfDays(deliveredHalfDays),
    daysUnsigned: daysFromHalfDays(unsignedHalfDays),
    daysLeft: daysFromHalfDays(leftHalfDays),
    visits: visits.map(visitResource),
    link: link === null ? null : { id: link.id, expiresAt: link.expiresAt.toISOString() },
    completion:
      completion === null
        ? null
        : {
            outcome: completion.outcome,
            report: completion.report,
            endedEarlyReason: completion.endedEarlyReason,
            daysDelivered: daysFromHalfDays(completion.deliveredHalfDays),
            daysReleased: daysFromHalfDays(completion.releasedHalfDays),
            recordedAt: completion.recordedAt.toISOString(),
          },
  };
}

function visitResource({ visitedOn, halfDays, signedAt, ...visit }: VisitView): VisitResource {
  return {
    ...visit,
    date: visitedOn,
    days: daysFromHalfDays(halfDays),
    signedAt: signedAt?.toISOString() ?? null,
  };
}
