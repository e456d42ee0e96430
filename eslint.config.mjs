import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

const HTTP_EXCEPTIONS = {
  selector:
    "ImportDeclaration[source.value='@nestjs/common'] ImportSpecifier[imported.name=/(Exception|HttpStatus)$/]",
  message: 'HTTP exceptions belong to apps/api: return an Outcome instead.',
};
const PROCESS_ENV = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only libs/platform/config reads process.env.',
};
const REQUEST_SCOPE = {
  selector: "MemberExpression[object.name='Scope'][property.name='REQUEST']",
  message: 'No request scope: pass the actor as the first argument.',
};
const FORWARD_REF = {
  selector: "CallExpression[callee.name='forwardRef']",
  message: 'A forwardRef hides a cycle: cut the cycle.',
};
const SQL = {
  selector: "CallExpression[callee.property.name='query'][arguments.length>0]",
  message:
    'SQL lives in *.repository.ts and *.queries.ts (and in platform/database, platform/queue, platform/audit).',
};
const SAVE = {
  selector: "CallExpression[callee.property.name='save']",
  message: "TypeORM's save() ignores versions: insert, or a guarded UPDATE that counts its rows.",
};
const SAID_ADDRESS = {
  selector:
    'MemberExpression[object.name=/^req(uest)?$/][property.name=/^(host|hostname|protocol)$/], ' +
    'CallExpression[callee.object.name=/^req(uest)?$/][arguments.0.value=/^(host|x-forwarded-)/i]',
  message: 'Whoever asks writes the Host header: links begin with OwnAddress.',
};
const CLOCK_AND_CHANCE = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The domain has no clock.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The domain has no clock.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'The domain has no chance: pass a seed.',
  },
  { selector: "CallExpression[callee.object.name='performance']", message: 'The domain has no clock.' },
];
const EVERYWHERE = [HTTP_EXCEPTIONS, PROCESS_ENV, REQUEST_SCOPE, FORWARD_REF, SAVE];
const restrict = (...rules) => ({ 'no-restricted-syntax': ['error', ...rules] });

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      'var',
      'coverage',
      'test/architecture/must-be-rejected',
      '**/*.mjs',
      '**/*.cjs',
      'apps/api/src/pages/**/*.js', // what browsers run; no types
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70 }],
      'max-params': ['error', { max: 6 }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      ...restrict(...EVERYWHERE, SQL),
    },
  },
  // Nest needs constructor parameter types as values for its injection metadata.
  {
    files: ['apps/**/*.ts', 'libs/features/**/*.ts', 'libs/platform/**/*.ts', 'libs/solving/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['libs/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: restrict(...EVERYWHERE, SQL, ...CLOCK_AND_CHANCE),
  },
  {
    files: ['libs/platform/config/**/*.ts'],
    rules: restrict(HTTP_EXCEPTIONS, REQUEST_SCOPE, FORWARD_REF, SAVE, SQL),
  },
  {
    files: [
      '**/*.repository.ts',
      '**/*.queries.ts',
      'libs/platform/{database,queue,audit}/**/*.ts',
      'migrations/**/*.ts',
    ],
    rules: restrict(...EVERYWHERE),
  },
  {
    files: ['apps/api/**/*.ts'],
    rules: {
      ...restrict(PROCESS_ENV, REQUEST_SCOPE, FORWARD_REF, SAVE, SQL, SAID_ADDRESS),
      // The resource classes describe JSON for OpenAPI: any object of their shape is one.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  { files: ['migrations/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    ...jest.configs['flat/recommended'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      ...restrict(REQUEST_SCOPE, FORWARD_REF, HTTP_EXCEPTIONS),
      'jest/valid-expect': 'error',
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'fc.assert', '**.expect'] },
      ],
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
