import type { NextFunction, Request, RequestHandler, Response } from 'express';

const NOT_PAGES = ['/api/', '/health/', '/static/', '/assets/'];

/** Whether a person in a browser asked for it: pages have sessions and forms, the API and files have neither. */
export function isPage(path: string): boolean {
  return !NOT_PAGES.some((beginning) => path.startsWith(beginning));
}

/** The same handler, skipped for everything that is no page. */
export function onlyForPages(handler: RequestHandler): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (isPage(request.path)) void handler(request, response, next);
    else next();
  };
}
