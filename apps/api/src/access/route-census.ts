import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ALLOWED_ROLES, type Allowed } from './allow.decorator.js';

export interface RouteAccess {
  readonly controller: string;
  readonly handler: string;
  /** `POST`. */
  readonly method: string;
  /** `/api/v1/matches/:matchId`. */
  readonly path: string;
  readonly allowed: Allowed | undefined;
}

/** Knows every route and who may use it. The service does not start while a route names nobody. */
@Injectable()
export class RouteCensus implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const open = this.routes().filter(({ allowed }) => allowed === undefined);
    if (open.length === 0) return;
    const names = open.map(({ controller, handler }) => `${controller}.${handler}`).join(', ');
    throw new Error(`These routes name no role and would be refused: ${names}. Maybe @Allow() is missing.`);
  }

  routes(): readonly RouteAccess[] {
    return this.discovery.getControllers().flatMap((wrapper) => {
      const { instance, name } = wrapper as { readonly instance: unknown; readonly name: string };
      if (typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      return this.scanner.getAllMethodNames(prototype).flatMap((handler) => {
        const method = prototype[handler];
        if (typeof method !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, method)) return [];
        return [
          {
            controller: name,
            handler,
            method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod],
            path: pathOf(instance.constructor, method),
            allowed: this.reflector.get<Allowed | undefined>(ALLOWED_ROLES, method),
          },
        ];
      });
    });
  }
}

function pathOf(...parts: readonly object[]): string {
  const named = parts.map((part) => String(Reflect.getMetadata(PATH_METADATA, part)).replace(/^\/|\/$/g, ''));
  return `/${named.filter((part) => part !== '').join('/')}`;
}
