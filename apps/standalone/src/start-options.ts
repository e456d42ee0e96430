import { parseArgs } from 'node:util';

export interface StartOptions {
  /**
   * `first-start`: load the samples into a database that nobody has used or decided about; `never`: and remember it;
   * `ask-again`: also after they were declined or removed.
   */
  readonly samples: 'first-start' | 'never' | 'ask-again';
  readonly help: boolean;
}

export const USAGE = `npm start [-- OPTION]
  --empty     start without the fictional samples, and remember that
  --samples   load the samples although they were declined or removed before
  --help      show this
Settings come from the environment: PORT, HOST, DATA_DIR, DATABASE_URL with MIGRATION_DATABASE_URL, REDIS_URL.
\`npm run samples:remove\` empties a database that holds nothing but the samples.`;

/** Reads the command line; throws with a message for the operator when it cannot be used. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { empty: { type: 'boolean' }, samples: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.empty === true && values.samples === true)
    throw new Error('--empty and --samples contradict each other');
  const samples = values.empty === true ? 'never' : values.samples === true ? 'ask-again' : 'first-start';
  return { samples, help: values.help === true };
}
