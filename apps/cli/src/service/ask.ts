import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Terminal } from '../terminal.js';
import type { Surroundings } from './surroundings.js';

/** One thing to ask for. */
export interface Question {
  /** Shown to a person only. */
  readonly prompt: string;
  /** What is typed is not shown. */
  readonly secret: boolean;
}

/**
 * One line from stdin for each question; null when stdin ends too early or the person breaks off (Ctrl-C, Ctrl-D).
 * Prompts go to stderr, and only where stdin is a terminal.
 */
export async function askLines(
  questions: readonly Question[],
  { stdin }: Surroundings,
  terminal: Terminal,
): Promise<readonly string[] | null> {
  const isPerson = stdin.isTTY === true;
  let asked = 0;
  // From the end of the line before on: what is typed or pasted ahead is not shown either.
  let muted = isPerson && questions[0]?.secret === true;
  const output = new Writable({
    write(chunk: Buffer | string, _encoding, done): void {
      if (!muted) terminal.err(chunk.toString());
      done();
    },
  });
  const reader = createInterface({ input: stdin, output, terminal: isPerson, historySize: 0 });
  reader.on('SIGINT', () => {
    reader.close();
  });
  reader.on('line', () => {
    asked += 1;
    muted = isPerson && questions[asked]?.secret === true;
  });
  const lines = reader[Symbol.asyncIterator]();
  const answers: string[] = [];
  try {
    for (const { prompt, secret } of questions) {
      if (isPerson && secret) terminal.err(prompt);
      else if (isPerson) {
        reader.setPrompt(prompt);
        reader.prompt();
      }
      const line = await lines.next();
      if (isPerson && (secret || line.done === true)) terminal.err('\n');
      if (line.done === true) return null;
      answers.push(line.value);
    }
    return answers;
  } finally {
    reader.close();
  }
}

/** The password of somebody; asked for twice where `repeated`, of a person only. Null: none came, or two different ones. */
export async function askNewPassword(
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<
  | { readonly ok: true; readonly password: string }
  | { readonly ok: false; readonly code: 'no-password' | 'passwords-differ' }
> {
  const once = { prompt: 'Password: ', secret: true };
  const isPerson = surroundings.stdin.isTTY === true;
  const questions = isPerson ? [once, { prompt: 'The same again: ', secret: true }] : [once];
  const [password, again = password] = (await askLines(questions, surroundings, terminal)) ?? [];
  if (password === undefined || password === '') return { ok: false, code: 'no-password' };
  return password === again ? { ok: true, password } : { ok: false, code: 'passwords-differ' };
}
