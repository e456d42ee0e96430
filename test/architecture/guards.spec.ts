import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const HERE = join(process.cwd(), 'test', 'architecture');
const run = (script: string): unknown =>
  JSON.parse(execFileSync(process.execPath, [join(HERE, script)], { encoding: 'utf8' }));

describe('the guards can fail', () => {
  it('every import rule refuses the tree made to break it', () => {
    const { rules, broken } = run('cruise-fixtures.mjs') as {
      rules: string[];
      broken: Record<string, string[]>;
    };
    expect(Object.keys(broken).sort()).toEqual([...rules].sort());
    for (const rule of rules)
      expect({ rule, broken: broken[rule] }).toEqual({
        rule,
        broken: expect.arrayContaining([rule]) as string[],
      });
  });

  it('every house rule of the linter refuses the file made to break it', () => {
    const answers = run('lint-fixtures.mjs') as { name: string; rule: string; broken: string[] }[];
    expect(answers).toHaveLength(
      readdirSync(join(HERE, 'must-be-rejected', 'lint')).filter((name) => name.endsWith('.ts')).length,
    );
    for (const { name, rule, broken } of answers)
      expect({ name, broken }).toEqual({ name, broken: expect.arrayContaining([rule]) as string[] });
  });
});
