import { Injectable } from '@nestjs/common';
import type { SchoolFacts, SupportCase } from '../../../../../libs/domain/offers/index.js';
import type { CaseState } from '../../../../../libs/domain/lifecycle/index.js';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import { type ContactAddress, MessagesQueries } from '../../../../../libs/features/messages/index.js';
import { OffersQueries } from '../../../../../libs/features/offers/index.js';
import { SchoolsQueries } from '../../../../../libs/features/schools/index.js';
import { ActorNames, type CalledActor } from '../actor-names.js';
import { type AuditEntry, AuditQueries } from '../../../../../libs/platform/audit/index.js';

/** Everything that a page about one match shows. */
export interface MatchCard {
  readonly match: MatchView;
  readonly supportCase: SupportCase | null;
  readonly caseState: CaseState | null;
  /** Of a case that is one school. */
  readonly school: SchoolFacts | null;
  /** Who speaks for the school or trust, where an address was entered. */
  readonly contact: ContactAddress | null;
  /** What happened to it, oldest first. */
  readonly events: readonly Pick<AuditEntry, 'action' | 'at' | 'actorId' | 'actorRoles'>[];
  /** Who did what, for officials; null: not for whoever reads. */
  readonly called: CalledActor | null;
}

@Injectable()
export class MatchCards {
  constructor(
    private readonly offers: OffersQueries,
    private readonly schools: SchoolsQueries,
    private readonly messages: MessagesQueries,
    private readonly audit: AuditQueries,
    private readonly actors: ActorNames,
  ) {}

  /** `official`: who reads it, where it is for officials. */
  async of(match: MatchView, official?: Actor): Promise<MatchCard> {
    const [found, trail, called] = await Promise.all([
      this.offers.case(match.offer, match.caseId),
      this.audit.search({ subjectKind: 'match', subjectId: match.id }),
      official === undefined ? null : this.actors.for(official),
    ]);
    const supportCase = found?.supportCase ?? null;
    const [urn, ...others] = supportCase?.urns ?? [];
    const school = urn === undefined || others.length > 0 ? undefined : await this.schools.one(urn);
    const unit = supportCase?.unit ?? 'school';
    const contact = await this.messages.address(unit, supportCase?.supportedId ?? '');
    return {
      ...{ match, supportCase, caseState: found?.state ?? null, events: trail.items.toReversed(), called },
      ...{ school: school?.facts ?? null, contact: contact ?? null },
    };
  }
}
