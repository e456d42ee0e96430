import { daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import type { Decision } from '../../../../libs/domain/offers/index.js';
import type { AssessmentSummary, CaseSummary } from '../../../../libs/features/offers/index.js';
import { unknownSubjectSentence, unreadRowsSentence, whyDecision } from '../../../../libs/wording/index.js';
import type { AssessmentResource, CaseResource, DecisionResource } from './offers.dto.js';

export function caseResource({ supportCase, needs: sources, ...summary }: CaseSummary): CaseResource {
  const { halfDays, location: _location, phases, needs, urns, ...facts } = supportCase;
  const isLost = !summary.eligible && summary.state !== 'eligible';
  return {
    ...facts,
    ...summary,
    phases: [...phases],
    needs: [...needs],
    needSources: sources.map(({ need, counts, fromJudgement, edit }) => ({
      ...{ need, counts, fromJudgement },
      edit: edit === null ? null : { edit: edit.edit, reason: edit.reason, by: edit.by, at: edit.at },
    })),
    flags: isLost ? ['no-longer-eligible'] : [],
    urns: [...urns],
    days: daysFromHalfDays(halfDays),
  };
}

export function decisionResource(decision: Decision): DecisionResource {
  const { halfDays, findings: _findings, contacts, extras, missing, evidence, ...facts } = decision;
  return {
    ...facts,
    days: halfDays === null ? null : daysFromHalfDays(halfDays),
    contacts: [...contacts],
    extras: [...extras],
    missing: [...missing],
    evidence: evidence.map(({ file, row }) => ({ file, row })),
    why: whyDecision(decision),
  };
}

export function assessmentResource({
  createdBy: _createdBy,
  ...assessment
}: AssessmentSummary): AssessmentResource {
  return {
    ...assessment,
    counts: assessment.counts === null ? null : { ...assessment.counts },
    options: assessment.options === null ? null : { ...assessment.options },
    sources: [...(assessment.sources ?? [])],
    unknownSubjects: (assessment.unknownSubjects ?? []).map(({ source, successors, ...subject }) => ({
      ...subject,
      successors: [...successors],
      ...source,
      message: unknownSubjectSentence({ ...subject, source, successors }),
    })),
    unreadRows: (assessment.unreadRows ?? []).map((found) => ({
      ...found,
      rows: [...found.rows],
      message: unreadRowsSentence(found),
    })),
    createdAt: assessment.createdAt.toISOString(),
    finishedAt: assessment.finishedAt?.toISOString() ?? null,
  };
}
