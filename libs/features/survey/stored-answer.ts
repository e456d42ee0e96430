import type { SurveyAnswer } from './survey-answer.js';

/** An answer as it is kept: everything but who the leader is. */
export type StoredAnswer = Omit<SurveyAnswer, 'ref' | 'name' | 'email'>;

export function storedAnswerOf(answer: SurveyAnswer): StoredAnswer {
  const { ref: _ref, name: _name, email: _email, ...facts } = answer;
  return facts;
}
