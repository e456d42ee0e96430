/**
 * The same question, which pauses after a failure before it tells of it. BullMQ asks a queue for the next job again at once
 * unless the failure is a refused connection; where the socket of the database is gone, or a right is missing, it would ask
 * as fast as it can and leave no time for anything else.
 */
export function pauseAfterFailure<Question extends readonly unknown[], Answer>(
  ask: (...question: Question) => Promise<Answer>,
  pause: () => Promise<unknown>,
): (...question: Question) => Promise<Answer> {
  return async (...question) => {
    try {
      return await ask(...question);
    } catch (error) {
      await pause();
      throw error;
    }
  };
}
