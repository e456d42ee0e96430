// Nest 12 packages are ESM only; Jest 30 can require(ESM) only on Node >= 24.9, so on Node 20
// sources and every ESM-only package are compiled to CommonJS by @swc/jest.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
const root = import.meta.dirname;
const esm = [];
for (const d of readdirSync(`${root}/node_modules`)) {
  if (d.startsWith('.')) continue;
  for (const n of d.startsWith('@')
    ? readdirSync(`${root}/node_modules/${d}`).map((x) => `${d}/${x}`)
    : [d]) {
    const f = `${root}/node_modules/${n}/package.json`;
    if (existsSync(f) && JSON.parse(readFileSync(f, 'utf8')).type === 'module') esm.push(n);
  }
}
const parserTs = { syntax: 'typescript', decorators: true };
const transform = { legacyDecorator: true, decoratorMetadata: true };
/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testTimeout: 120000,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test', '<rootDir>/benchmarks', '<rootDir>/samples'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/architecture/must-be-rejected/'],
  // Suites by suffix (test/run-suites.mjs): .spec pure, .db .e2e .redis .browser .data need something more.
  testMatch: ['**/*.spec.ts'],
  maxWorkers: 2,
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { target: 'es2022', parser: parserTs, transform, keepClassNames: true },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
    '^.+\\.m?js$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.map((n) => n.replace(/[/.]/g, '\\$&')).join('|')})/)`],
  resolver: '<rootDir>/test/support/resolver.cjs',
  // Suites that need PostgreSQL say so; pure suites do not pay for a server.
  ...(process.env.SUITE_DATABASE
    ? {
        globalSetup: '<rootDir>/test/support/global-setup.mjs',
        globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
      }
    : {}),
  setupFiles: ['<rootDir>/test/support/setup.mjs'],
};
