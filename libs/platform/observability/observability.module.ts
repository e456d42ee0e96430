import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ClsMiddlewareOptions, ClsModule, ClsModuleOptions } from 'nestjs-cls';
import { LoggerModule } from 'nestjs-pino';
import { type DestinationStream } from 'pino';
import { Clock } from './clock.js';
import { requestId } from './correlation.js';
import { logOptions } from './log-options.js';

export interface ObservabilitySettings {
  /** A level of pino. */
  readonly logLevel: string;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/**
 * Clock, request ids and the JSON log, for every module of a process. The application is told to use the log with
 * `app.useLogger(app.get(Logger))`, `Logger` from nestjs-pino.
 */
@Global()
@Module({})
export class ObservabilityModule {
  static forRoot({ logLevel, destination }: ObservabilitySettings): DynamicModule {
    const options = logOptions(logLevel);
    const middleware = Object.assign(new ClsMiddlewareOptions(), {
      mount: true,
      generateId: true,
      idGenerator: (request: IncomingMessage & { readonly res: ServerResponse }) =>
        requestId(request, request.res),
    });
    return {
      module: ObservabilityModule,
      imports: [
        ClsModule.forRoot(Object.assign(new ClsModuleOptions(), { global: true, middleware })),
        LoggerModule.forRoot({ pinoHttp: destination === undefined ? options : [options, destination] }),
      ],
      providers: [Clock],
      exports: [Clock],
    };
  }
}
