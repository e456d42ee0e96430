import 'reflect-metadata';
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express, { type Express, type Request } from 'express';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { AccessSettings, LogLevel } from '../../../libs/platform/config/index.js';
import { ApiModule } from './api.module.js';
import { Authentication } from './access/authentication.js';
import { signInWay } from './access/sign-in-way.js';
import { checkCsrf, sessions, storeBeforeRedirect } from './access/session.js';
import { sendOnce } from './access/sent-once.js';
import { SessionStore } from './access/session-store.js';
import { API_ENTITIES } from './api-entities.js';
import { serveOpenApi } from './openapi.js';
import { formFile } from './web/form-file.js';
import { onlyForPages } from './web/only-for-pages.js';
import { problemOf, ProblemException, type ProblemFault } from './web/problem.js';
import { projectRoot } from './web/project-root.js';
import { refuseInheritedNames } from './web/inherited-names.js';
import { refuseUnstorableText } from './web/storable-text.js';
import { giveNonce, neverStore, securityHeaders } from './web/security-headers.js';
import { useViews } from './web/views.js';

export interface ApiSettings {
  /** Role of the services. */
  readonly databaseUrl: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly uploadBytes: number;
  readonly sessionSecret: string;
  /** Cookies only over HTTPS; off on plain loopback. */
  readonly secureCookies: boolean;
  readonly logLevel: LogLevel;
  readonly access: AccessSettings;
  /** Where the log goes; default: standard output. */
  readonly log?: DestinationStream;
}

/** The HTTP face, listening. Close it to end it; the caller ends the process. */
export async function startApi(settings: ApiSettings): Promise<NestExpressApplication> {
  const app = await createApi(settings);
  await app.listen(settings.port, settings.host);
  return app;
}

/** The HTTP face, ready for requests but not listening. */
export async function createApi(settings: ApiSettings): Promise<NestExpressApplication> {
  const { access } = settings;
  const root = ApiModule.forRoot({
    database: {
      url: settings.databaseUrl,
      entities: API_ENTITIES,
      applicationName: 'leader-match api',
    },
    limits: { uploadBytes: settings.uploadBytes },
    logLevel: settings.logLevel,
    ...(settings.log === undefined ? {} : { log: settings.log }),
    access,
    way: signInWay(settings.host, access.oidc),
  });
  const app = await NestFactory.create<NestExpressApplication>(root, new ExpressAdapter(server()), {
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.enableShutdownHooks();
  // The exact number: one more, and people choose the address that they seem to come from.
  app.set('trust proxy', access.trustedProxies);
  app.use(giveNonce, securityHeaders(settings.secureCookies));
  useViews(app, projectRoot());
  app.use(neverStore);
  app.useBodyParser('json', { limit: '200kb' });
  app.use(onlyForPages(express.urlencoded({ extended: false, limit: '100kb' })));
  const { store } = app.get(SessionStore, { strict: false });
  app.use(onlyForPages(sessions(store, settings.sessionSecret, settings.secureCookies)));
  app.use(onlyForPages(storeBeforeRedirect));
  app.use(
    '/imports',
    formFile(settings.uploadBytes, (request) => mayUpload(app.get(Authentication), request)),
  );
  app.use(onlyForPages(checkCsrf));
  app.use(onlyForPages(sendOnce()));
  app.use(refuseUnstorableText, refuseInheritedNames);
  app.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (errors: ValidationError[]) =>
        new ProblemException(
          problemOf(400, 'bad-request', 'Some of what was sent is not allowed.', {
            errors: errors.flatMap(faultsOf),
          }),
        ),
    }),
  );
  serveOpenApi(app);
  return app.init();
}

/** By their beginning, addresses are told apart into pages and API: /API is neither. Express asks before its first route. */
function server(): Express {
  return express().set('case sensitive routing', true);
}

const UPLOADERS: readonly string[] = ['coordinator', 'admin'];

async function mayUpload(authentication: Authentication, request: Request): Promise<boolean> {
  const who = await authentication.authenticate(request);
  return who?.actor.roles.some((role) => UPLOADERS.includes(role)) === true;
}

function faultsOf(
  error: ValidationError,
  _index: number,
  _all: readonly ValidationError[],
  above = '',
): ProblemFault[] {
  const pointer = `${above}/${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([code, detail]) => ({
    pointer,
    code: code.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase(),
    detail,
  }));
  return [
    ...own,
    ...(error.children ?? []).flatMap((child, index, all) => faultsOf(child, index, all, pointer)),
  ];
}
