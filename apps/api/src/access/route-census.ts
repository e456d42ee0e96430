import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ALLOWED_ROLES, type Allowed } from './allow.decorator.js';
import { BLANK_FORM, EXPORTED, type Exported } from '../web/exports.decorator.js';
import { AUDITED, type Audited } from './audits.decorator.js';

const FILE = /\.(csv|xlsx)$/;
const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

export interface RouteAccess {
  readonly controller: string;
  readonly handler: string;
  /** `POST`. */
  readonly method: string;
  /** `/api/v1/matches/:matchId`. */
  readonly path: string;
  readonly allowed: Allowed | undefined;
  readonly audited: Audited | undefined;
  /** What a route that gives a file says of it. */
  readonly exported: Exported | typeof BLANK_FORM | undefined;
}

/**
 * Knows every route, who may use it and what it leaves in the audit trail. The service does not start while a route names
 * nobody, may change something and does not say how that is audited, or gives a file and does not note it.
 */
@Injectable()
export class RouteCensus implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const routes = this.routes();
    const open = namesOf(routes.filter(({ allowed }) => allowed === undefined));
    if (open !== '') {
      throw new Error(`These routes name no role and would be refused: ${open}. Maybe @Allow() is missing.`);
    }
    const silent = namesOf(
      routes.filter(({ method, audited }) => !SAFE.includes(method) && audited === undefined),
    );
    if (silent !== '') {
      throw new Error(`These routes name no audit event: ${silent}. Maybe @Audits() is missing.`);
    }
    const unnoted = namesOf(routes.filter(({ path, exported }) => FILE.test(path) && exported === undefined));
    if (unnoted !== '') {
      throw new Error(
        `These routes give a file without a note of it: ${unnoted}. Maybe @Exports() is missing.`,
      );
    }
  }

  routes(): readonly RouteAccess[] {
    return this.discovery.getControllers().flatMap((wrapper) => {
      const { instance, name } = wrapper as { readonly instance: unknown; readonly name: string };
      if (typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      return this.scanner.getAllMethodNames(prototype).flatMap((handler) => {
        const method = prototype[handler];
        if (typeof method !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, method)) return [];
        return pathsOf(instance.constructor, method).map((path) => ({
          controller: name,
          handler,
          method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod],
          path,
          allowed: this.reflector.get<Allowed | undefined>(ALLOWED_ROLES, method),
          audited: this.reflector.get<Audited | undefined>(AUDITED, method),
          exported: this.reflector.get<Exported | typeof BLANK_FORM | undefined>(EXPORTED, method),
        }));
      });
    });
  }
}

function namesOf(routes: readonly RouteAccess[]): string {
  return routes.map(({ controller, handler }) => `${controller}.${handler}`).join(', ');
}

/** Where a handler answers: at one address, or at some. */
function pathsOf(controller: object, method: object): readonly string[] {
  const named = (part: object): readonly string[] =>
    [Reflect.getMetadata(PATH_METADATA, part) as string | readonly string[]].flat();
  return named(controller).flatMap((before) =>
    named(method).map((after) => {
      const parts = [before, after].map((part) => part.replace(/^\/|\/$/g, ''));
      return `/${parts.filter((part) => part !== '').join('/')}`;
    }),
  );
}
