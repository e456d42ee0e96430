import { z } from 'zod';

/** The parts of the service's answers that commands read; what else they hold goes through with --json. */
export const createdToken = z.object({ id: z.string(), token: z.string(), expiresAt: z.string() });

export const receivedImport = z.object({ importId: z.string(), recognised: z.boolean(), state: z.string() });

const reason = z.object({ code: z.string(), facts: z.unknown() });

export const importResource = z.object({
  id: z.string(),
  kind: z.string().nullable(),
  offer: z.string().nullable(),
  fileName: z.string(),
  state: z.string(),
  fraction: z.number(),
  rowCount: z.number(),
  storedCount: z.number(),
  faultCount: z.number(),
  failure: reason.nullable(),
  recognition: z
    .object({
      why: z.string().nullable(),
      looksLike: z.string().nullable(),
      candidates: z.array(z.object({ kind: z.string(), score: z.number() })),
    })
    .nullable(),
  header: z.object({ missing: z.array(z.string()), guesses: z.record(z.string(), z.string()) }).nullable(),
  removesMost: z.object({ detail: z.string() }).nullable(),
  anotherYear: z.object({ detail: z.string() }).nullable(),
  changeCounts: z
    .object({ added: z.number(), changed: z.number(), removed: z.number(), same: z.number() })
    .nullable(),
  undoRefusal: reason.nullable(),
  createdAt: z.string(),
});
export type ImportResource = z.infer<typeof importResource>;

export const importList = z.object({ items: z.array(importResource) });
export const decidedImport = z.object({ importId: z.string(), state: z.string() });

export const importFaults = z.object({
  items: z.array(
    z.object({
      file: z.string(),
      row: z.number().nullable(),
      column: z.string().nullable(),
      value: z.string().nullable(),
      code: z.string(),
      message: z.string(),
    }),
  ),
});

export const requestedAssessment = z.object({ assessmentId: z.string(), asOf: z.string() });

export const assessmentResource = z.object({
  id: z.string(),
  offer: z.string(),
  asOf: z.string(),
  state: z.string(),
  failureCode: z.string().nullable(),
  counts: z.record(z.string(), z.unknown()).nullable(),
  unknownSubjects: z.array(z.object({ message: z.string() })),
  unreadRows: z.array(z.object({ message: z.string() })),
  inspectionsEnd: z.string().nullable(),
});

export const createdRun = z.object({ runId: z.string(), cases: z.number(), leaders: z.number() });

export const runProgress = z.object({
  state: z.string(),
  phase: z.string().nullable(),
  fraction: z.number(),
  gap: z.number().nullable(),
});

export const runResource = z.object({
  id: z.string(),
  offer: z.string(),
  label: z.string(),
  state: z.string(),
  summary: z
    .object({
      status: z.string(),
      cases: z.number(),
      covered: z.number(),
      leadersUsed: z.number(),
      daysUsed: z.number(),
      score: z.number(),
      engine: z.string(),
      seconds: z.number(),
    })
    .nullable(),
  failureCode: z.string().nullable(),
  failureFacts: z.unknown(),
  createdAt: z.string(),
});
export type RunResource = z.infer<typeof runResource>;

export const runPage = z.object({ items: z.array(runResource), nextCursor: z.string().nullable() });

export const matchPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      caseId: z.string(),
      caseName: z.string(),
      priority: z.number(),
      leaderRef: z.string(),
      leaderName: z.string(),
      days: z.number(),
      state: z.string(),
      distanceMiles: z.number(),
      needsMet: z.array(z.string()),
      needsMissed: z.array(z.string()),
      score: z.object({ total: z.number() }),
      why: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type MatchResource = z.infer<typeof matchPage>['items'][number];

export const runUncovered = z.object({
  uncovered: z.array(
    z.object({
      caseId: z.string(),
      name: z.string(),
      days: z.number(),
      priority: z.number(),
      reason: z.string(),
      nearestRemedy: z.string().nullable(),
      why: z.string(),
    }),
  ),
});
export type UncoveredCase = z.infer<typeof runUncovered>['uncovered'][number];

export const publishedRun = z.object({ runId: z.string(), matches: z.number() });
export const importedBoundaries = z.object({ areas: z.number(), points: z.number() });
export const cancelAnswer = z.object({ answer: z.string() });

/** That an export was noted. */
export const notedExport = z.object({ purpose: z.string() });
export type NotedExport = z.infer<typeof notedExport>;
