import { SYSTEM } from '../../../libs/domain/kernel/index.js';
import { findLostImports } from '../../../libs/features/imports/index.js';
import { endMessage, findLostMessages } from '../../../libs/features/messages/index.js';
import { FailAssessment, findLostAssessments } from '../../../libs/features/offers/index.js';
import { answerEffect, findLostEffects, findLostRuns, giveUpRun } from '../../../libs/features/runs/index.js';
import { enqueue, type LostJobFinder } from '../../../libs/platform/queue/index.js';

/** For each kind of job: how the database alone tells that one was lost, and what happens to one that always is. */
export function lostJobFinders(failAssessment: FailAssessment): readonly LostJobFinder[] {
  return [
    {
      job: 'effect',
      findLost: (manager) => findLostEffects(manager),
      giveUp: async (manager, effectId) => {
        await answerEffect(manager, effectId, { state: 'failed', code: 'broke-off-repeatedly', facts: {} });
      },
    },
    { job: 'run', findLost: (manager) => findLostRuns(manager), giveUp: giveUpRun },
    {
      job: 'import',
      findLost: (manager) => findLostImports(manager),
      // Reading an import counts its own attempts and gives up by itself: it only has to be handed over once more.
      giveUp: (manager, importId) => enqueue(manager, 'import', { importId }),
    },
    {
      job: 'assessment',
      findLost: (manager) => findLostAssessments(manager),
      giveUp: async (_manager, assessmentId) => {
        await failAssessment.execute(SYSTEM, { assessmentId, failureCode: 'broke-off-repeatedly' });
      },
    },
    {
      job: 'message',
      findLost: (manager) => findLostMessages(manager),
      giveUp: async (manager, messageId) => {
        await endMessage(manager, messageId, { state: 'failed', reason: 'broke-off-repeatedly' });
      },
    },
  ];
}
