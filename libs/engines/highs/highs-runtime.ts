import { createRequire } from 'node:module';
import type { Highs, InitOptions } from 'highs';

const require = createRequire(import.meta.url);

/**
 * The package's typings describe `export default` while its CommonJS entry is the loader itself, so it is required
 * by hand: the same entry then serves Node's ES modules and a CommonJS test runner.
 */
export const loadHighsRuntime = require('highs') as (options?: InitOptions) => Promise<Highs>;

export type { Highs, Model } from 'highs';
