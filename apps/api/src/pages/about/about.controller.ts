import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { DEFAULT_RUN_PARAMS } from '../../../../../libs/domain/candidates/index.js';
import { AllowAnyone } from '../../access/allow.decorator.js';
import type { ActingRequest } from '../../access/actor.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { pageFrame } from '../page-frame.js';
import { presentWeights } from './about.presenter.js';

/** Pages that anybody may read, signed in or not. */
@ApiExcludeController()
@Controller()
export class AboutPageController {
  @Get('about-matching')
  @AllowAnyone()
  matching(@Req() request: ActingRequest, @Res() response: Response): void {
    const weights = presentWeights(DEFAULT_RUN_PARAMS.weights);
    render(request, response, 'about/matching.njk', 'About the matching', { weights });
  }

  @Get('accessibility-statement')
  @AllowAnyone()
  accessibility(@Req() request: ActingRequest, @Res() response: Response): void {
    render(request, response, 'about/accessibility.njk', 'Accessibility statement');
  }

  @Get('privacy')
  @AllowAnyone()
  privacy(@Req() request: ActingRequest, @Res() response: Response): void {
    render(request, response, 'about/privacy.njk', 'Privacy');
  }

  @Get('cookies')
  @AllowAnyone()
  cookies(@Req() request: ActingRequest, @Res() response: Response): void {
    render(request, response, 'about/cookies.njk', 'Cookies');
  }
}

/** Whoever is not signed in gets no session, and so no cookie, by reading. */
function render(
  request: ActingRequest,
  response: Response,
  view: string,
  title: string,
  more: object = {},
): void {
  const { actor } = request;
  response.render(view, {
    page: pageFrame(title, actor),
    csrf: actor === undefined ? '' : csrfTokenOf(request),
    ...more,
  });
}
