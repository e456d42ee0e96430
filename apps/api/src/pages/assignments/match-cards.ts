import { Injectable } from '@nestjs/common';
import type { SchoolFacts, SupportCase } from '../../../../../libs/domain/offers/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import { type ContactAddress, MessagesQueries } from '../../../../../libs/features/messages/index.js';
import { OffersQueries } from '../../../../../libs/features/offers/index.js';
import { SchoolsQueries } from '../../../../../libs/features/schools/index.js';
import { AuditQueries } from '../../../../../libs/platform/audit/index.js';

/** Everything that a page about one match shows. */
export interface MatchCard {
  readonly match: MatchView;
  readonly supportCase: SupportCase | null;
  /** Of a case that is one school. */
  readonly school: SchoolFacts | null;
  /** Who speaks for the school or trust, where an address was entered. */
  readonly contact: ContactAddress | null;
  /** What happened to it, oldest first. */
  readonly events: readonly { readonly action: string; readonly at: Date }[];
}

@Injectable()
export class MatchCards {
  constructor(
    private readonly offers: OffersQueries,
    private readonly schools: SchoolsQueries,
    private readonly messages: MessagesQueries,
    private readonly audit: AuditQueries,
  ) {}

  async of(match: MatchView): Promise<MatchCard> {
    const [found, trail] = await Promise.all([
      this.offers.case(match.offer, match.caseId),
      this.audit.search({ subjectKind: 'match', subjectId: match.id }),
    ]);
    const supportCase = found?.supportCase ?? null;
    const [urn, ...others] = supportCase?.urns ?? [];
    const school = urn === undefined || others.length > 0 ? undefined : await this.schools.one(urn);
    const unit = supportCase?.unit ?? 'school';
    const contact = await this.messages.address(unit, supportCase?.supportedId ?? '');
    return {
      ...{ match, supportCase, events: trail.items.toReversed() },
      ...{ school: school?.facts ?? null, contact: contact ?? null },
    };
  }
}
