import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../access/allow.decorator.js';
import { surveyTemplateFile } from '../../web/survey-template-file.js';
import { GivesBlankForm } from '../../web/exports.decorator.js';

/** The survey's template behind the links of the page where it comes back. */
@ApiExcludeController()
@Controller('imports')
export class SurveyTemplatePageController {
  @Get('survey-template.xlsx')
  @GivesBlankForm()
  @Allow('coordinator', 'admin')
  workbook(): Promise<StreamableFile> {
    return surveyTemplateFile('xlsx', null);
  }

  @Get('survey-template.csv')
  @GivesBlankForm()
  @Allow('coordinator', 'admin')
  csv(): Promise<StreamableFile> {
    return surveyTemplateFile('csv', null);
  }
}
