import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { OFFER_YEARS, type OfferYear } from '../../../libs/domain/kernel/index.js';
import { fileSystemReason } from './output-folder.js';
import { EXIT, type ExitCode, type Terminal } from './terminal.js';

interface TemplateOptions {
  readonly out: string;
  readonly offer?: OfferYear;
  readonly force: boolean;
}

/** `leader-match survey-template`: the capacity survey to fill in, by the ending of the file's name. */
export function registerSurveyTemplateCommand(
  program: Command,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  program
    .command('survey-template')
    .description('write the capacity survey to fill in, with instructions and examples')
    .requiredOption('--out <file>', 'where to: a workbook (.xlsx) or a CSV file (.csv)')
    .addOption(new Option('--offer <year>', 'name its terms in the instructions').choices([...OFFER_YEARS]))
    .option('--force', 'replace a file that is there already', false)
    .action(async (options: TemplateOptions) => {
      onExit(await writeTemplate(options, terminal));
    });
}

async function writeTemplate({ out, offer, force }: TemplateOptions, terminal: Terminal): Promise<ExitCode> {
  const format = extname(out).toLowerCase();
  if (format !== '.xlsx' && format !== '.csv') {
    terminal.err(`${out}: the name must end in .xlsx or .csv.\n`);
    return EXIT.badInput;
  }
  const { surveyTemplateCsv, surveyWorkbook } = await import('../../../libs/features/survey/readers.js');
  const content = format === '.csv' ? surveyTemplateCsv() : await surveyWorkbook(offer ?? null);
  try {
    await writeFile(out, content, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const reason = fileSystemReason(error);
    if (reason === null) throw error;
    const isThere = reason.startsWith('EEXIST');
    terminal.err(isThere ? `${out} is there already (--force replaces it).\n` : `${out}: ${reason}.\n`);
    return EXIT.badInput;
  }
  terminal.out(`Wrote ${out}.\n`);
  return EXIT.done;
}
