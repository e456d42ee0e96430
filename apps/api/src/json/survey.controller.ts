import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { surveyTemplateFile, XLSX_TYPE } from '../web/survey-template-file.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { SurveyTemplateQuery } from './survey.dto.js';
import { GivesBlankForm } from '../web/exports.decorator.js';

const EVERYBODY = ['coordinator', 'reviewer', 'leader', 'admin'] as const;

@ApiTags('survey')
@Controller('api/v1/survey')
export class SurveyController {
  @Get('template.xlsx')
  @GivesBlankForm()
  @ApiEndpoint({
    summary: 'The capacity survey to fill in, as a workbook',
    description: 'A sheet to fill in, with drop-down lists, and a sheet with instructions and two examples.',
    allow: EVERYBODY,
    mediaType: XLSX_TYPE,
    problems: [400],
  })
  async workbook(@Query() { offer }: SurveyTemplateQuery): Promise<StreamableFile> {
    return surveyTemplateFile('xlsx', offer ?? null);
  }

  @Get('template.csv')
  @GivesBlankForm()
  @ApiEndpoint({
    summary: 'The capacity survey to fill in, as CSV',
    description: 'The header and two examples, which are left out by name when they are left in.',
    allow: EVERYBODY,
    mediaType: 'text/csv',
    problems: [400],
  })
  async csv(@Query() { offer }: SurveyTemplateQuery): Promise<StreamableFile> {
    return surveyTemplateFile('csv', offer ?? null);
  }
}
