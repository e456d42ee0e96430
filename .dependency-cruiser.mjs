// The import law (docs/house-rules.md): floors import downwards only. Each rule has a file under
// test/architecture/must-be-rejected/ that it must refuse (test/architecture/import-law.spec.ts).
const FEATURES = [
  'identity',
  'imports',
  'schools',
  'leaders',
  'survey',
  'messages',
  'offers',
  'budgets',
  'matches',
  'delivery',
  'runs',
  'overrides',
  'reports',
  'persons',
];
const OUR = '^(apps|libs|migrations|test|benchmarks|samples|bin)/';
const not = (...paths) => ({ path: OUR, pathNot: paths });
const room = (name, from, ...allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.spec\\.ts$|\\.fixture\\.ts$' },
  to: not(from, ...allowed),
});
const DRAWERS = '/(common|shared|helper|helpers|util|utils|misc)(/|[.]ts$)';
const DOMAIN = '^libs/domain/';
const KERNEL = '^libs/domain/kernel/';
const LINEAR = '^libs/domain/linear/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'No npm package and no node module in the domain.',
      severity: 'error',
      from: { path: DOMAIN, pathNot: '\\.spec\\.ts$|\\.fixture\\.ts$' },
      to: {
        dependencyTypes: [
          'npm',
          'npm-dev',
          'npm-optional',
          'npm-peer',
          'core',
          'npm-no-pkg',
          'npm-unknown',
          'unknown',
        ],
      },
    },
    room('kernel-imports-nothing', KERNEL),
    room('offers-imports-kernel', '^libs/domain/offers/', KERNEL),
    room('candidates-imports-offers', '^libs/domain/candidates/', KERNEL, '^libs/domain/offers/'),
    room('linear-imports-kernel', LINEAR, KERNEL),
    room(
      'planning-imports-linear-and-candidates',
      '^libs/domain/planning/',
      KERNEL,
      LINEAR,
      '^libs/domain/candidates/',
    ),
    room('ledger-imports-kernel', '^libs/domain/ledger/', KERNEL),
    room('delivery-imports-kernel', '^libs/domain/delivery/', KERNEL),
    room('lifecycle-imports-kernel', '^libs/domain/lifecycle/', KERNEL),
    room('engines-know-no-schools', '^libs/engines/', LINEAR, KERNEL),
    room('solving-stays-low', '^libs/solving/', DOMAIN, '^libs/engines/', '^libs/platform/'),
    room('wording-speaks-domain', '^libs/wording/', DOMAIN),
    room('platform-has-no-opinion', '^libs/platform/', KERNEL),
    room('features-stay-below-apps', '^libs/features/', DOMAIN, '^libs/wording/', '^libs/platform/'),
    ...FEATURES.map((feature, place) => ({
      name: `feature-${feature}-looks-left`,
      comment: 'A feature imports only features to its left, and only by their index.ts.',
      severity: 'error',
      from: { path: `^libs/features/${feature}/`, pathNot: '\\.spec\\.ts$|\\.fixture\\.ts$' },
      to: {
        path: '^libs/features/',
        pathNot: [
          `^libs/features/${feature}/`,
          ...FEATURES.slice(0, place).map((left) => `^libs/features/${left}/index\\.ts$`),
        ],
      },
    })),
    {
      name: 'features-by-the-door',
      comment:
        'From outside, a feature is entered by its index.ts, or by its light door (readers.ts, figures.ts) where no database is (ADR 6).',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^libs/features/[^/]+/', pathNot: '^libs/features/[^/]+/(index|readers|figures)\\.ts$' },
    },
    {
      name: 'api-never-solves',
      comment: 'A solve would block the event loop: the API queues a run.',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: { path: '^libs/(solving|engines)/|node_modules/(highs|javascript-lp-solver)/' },
    },
    {
      name: 'only-the-solve-thread-names-solvers',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/engines/|\\.spec\\.ts$' },
      to: { path: 'node_modules/(highs|javascript-lp-solver)/' },
    },
    {
      name: 'worker-and-cli-draw-no-pages',
      severity: 'error',
      from: { path: '^apps/(worker|cli)/' },
      to: { path: '^apps/(api|standalone)/' },
    },
    room('standalone-composes', '^apps/standalone/', '^apps/(api|worker)/', '^libs/', '^migrations/'),
    {
      name: 'migrations-know-typeorm-only',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { pathNot: '^migrations/|node_modules/typeorm/' },
    },
    {
      name: 'source-never-imports-tests',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: '\\.(spec|fixture)\\.ts$' },
      to: { path: '^test/|\\.spec\\.ts$|\\.fixture\\.ts$' },
    },
    {
      name: 'no-drawers',
      comment: 'No folder called common, shared, helpers, utils or misc: name the room by what it holds.',
      severity: 'error',
      from: { path: DRAWERS },
      to: {},
    },
    {
      name: 'into-no-drawers',
      severity: 'error',
      from: {},
      to: { path: DRAWERS, pathNot: 'node_modules/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|^test/architecture/must-be-rejected/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
