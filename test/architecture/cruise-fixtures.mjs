// Cruises each folder of must-be-rejected/import-law as a tree of its own; prints {folder: [names of broken rules]}.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import law from '../../.dependency-cruiser.mjs';

const root = join(import.meta.dirname, 'must-be-rejected', 'import-law');
const broken = {};
for (const folder of readdirSync(root).sort()) {
  const baseDir = join(root, folder);
  const options = {
    ...law.options,
    exclude: undefined,
    tsConfig: undefined,
    baseDir,
    validate: true,
    ruleSet: { forbidden: law.forbidden },
  };
  const { output } = await cruise(readdirSync(baseDir), options, law.options.enhancedResolveOptions);
  broken[folder] = output.summary.violations.map((violation) => violation.rule.name);
}
process.stdout.write(JSON.stringify({ rules: law.forbidden.map((rule) => rule.name), broken }));
