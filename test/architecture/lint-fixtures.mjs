// Lints each file of must-be-rejected/lint by the rules of the path that its first line names ("// as PATH breaks RULE").
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const root = join(import.meta.dirname, '..', '..');
const folder = join(import.meta.dirname, 'must-be-rejected', 'lint');
const real = new ESLint({ cwd: root });
const answers = [];
for (const name of readdirSync(folder)
  .filter((entry) => entry.endsWith('.ts'))
  .sort()) {
  const file = join(folder, name);
  const text = readFileSync(file, 'utf8');
  const [, path, rule] = /^\/\/ as (\S+) breaks (\S+)/.exec(text) ?? [];
  const { rules, plugins } = await real.calculateConfigForFile(join(root, path));
  const judge = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        plugins,
        rules,
        languageOptions: {
          parser: tseslint.parser,
          globals: { it: false, expect: false },
          parserOptions: { project: join(folder, 'tsconfig.json'), tsconfigRootDir: root },
        },
      },
    ],
  });
  const [result] = await judge.lintFiles([file]);
  answers.push({ name, rule, broken: result.messages.map((message) => message.ruleId ?? message.message) });
}
process.stdout.write(JSON.stringify(answers));
