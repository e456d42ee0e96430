import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { RateLimitSettings } from '../../../../libs/platform/config/index.js';
import { Clock } from '../../../../libs/platform/observability/index.js';
import { Repeater } from '../../../../libs/platform/queue/index.js';

export const RATE_LIMITS = Symbol('RATE_LIMITS');

const QUARTER_HOUR_SECONDS = 900;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const FIRST_LOCK_SECONDS = 60;
const ADDRESS_FACTOR = 10;
const FORGET_EVERY_MS = 300_000;

/** Whole seconds to wait; 0: go on. */
export type Wait = number;

/**
 * How often something may be tried. What guards a secret (passwords, links) is counted in PostgreSQL, for all processes
 * together and across restarts; what only guards the machine is counted in each process. Keys are hashes: a typed user
 * name may be somebody's password.
 */
@Injectable()
export class RateLimits implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly names: RateLimiterPostgres;
  private readonly locks: RateLimiterPostgres;
  private readonly addresses: RateLimiterPostgres;
  private readonly links: RateLimiterPostgres;
  private readonly requests: RateLimiterMemory;
  private readonly uploads: RateLimiterMemory;
  /** In place of the library's own timer, which nothing stops when the service does. */
  private readonly forgetting = new Repeater(
    FORGET_EVERY_MS,
    () => this.forgetExpired(),
    () => undefined,
  );

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    @Inject(RATE_LIMITS) limits: RateLimitSettings,
  ) {
    const storeClient = (source.driver as PostgresDriver).master as pg.Pool;
    const stored = (keyPrefix: string, points: number, duration: number): RateLimiterPostgres =>
      new RateLimiterPostgres({
        ...{ storeClient, storeType: 'pool', tableName: 'rate_limit', tableCreated: true },
        ...{ keyPrefix, points, duration, clearExpiredByTimeout: false },
      });
    this.names = stored('sign-in-name', limits.signInAttempts, QUARTER_HOUR_SECONDS);
    this.locks = stored('sign-in-locks', 1_000_000, DAY_SECONDS);
    this.addresses = stored('sign-in-address', ADDRESS_FACTOR * limits.signInAttempts, QUARTER_HOUR_SECONDS);
    this.links = stored('link-address', limits.linkAttempts, QUARTER_HOUR_SECONDS);
    this.requests = new RateLimiterMemory({ points: limits.apiRequestsPerMinute, duration: 60 });
    this.uploads = new RateLimiterMemory({ points: limits.uploadsPerHour, duration: HOUR_SECONDS });
  }

  onApplicationBootstrap(): void {
    this.forgetting.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.forgetting.stop();
  }

  /** Removes what has not counted for an hour. */
  async forgetExpired(): Promise<void> {
    const anHourAgo = this.clock.now().getTime() - HOUR_SECONDS * 1000;
    const deletion = this.source.createQueryBuilder().delete().from('rate_limit');
    await deletion.where('expire < :anHourAgo', { anHourAgo }).execute();
  }

  /**
   * Counts an attempt before the password is looked at, so that many at once are many. A name is locked for a minute, and
   * twice as long each further time in a day, up to an hour.
   */
  async signIn(username: string, address: string): Promise<Wait> {
    const wait = await waitOf(this.addresses.consume(hashed(addressBlock(address))));
    if (wait > 0) return wait;
    const key = hashed(username.trim().toLowerCase());
    const counted = await counting(this.names.consume(key));
    if (counted === undefined) return 0;
    if (counted.consumedPoints !== this.names.points + 1) return seconds(counted);
    const { consumedPoints: times } = await this.locks.penalty(key);
    const lock = Math.min(FIRST_LOCK_SECONDS * 2 ** (times - 1), HOUR_SECONDS);
    await this.names.block(key, lock);
    return lock;
  }

  /** The right password: what was counted against the name, and this attempt of the address, is forgotten. */
  async signedIn(username: string, address: string): Promise<void> {
    const key = hashed(username.trim().toLowerCase());
    await Promise.all([
      this.names.delete(key),
      this.locks.delete(key),
      this.addresses.reward(hashed(addressBlock(address))),
    ]);
  }

  /** Somebody without a sign-in opens a link that carries a secret. */
  link(address: string): Promise<Wait> {
    return waitOf(this.links.consume(hashed(addressBlock(address))));
  }

  request(userId: string): Promise<Wait> {
    return waitOf(this.requests.consume(userId));
  }

  upload(userId: string): Promise<Wait> {
    return waitOf(this.uploads.consume(userId));
  }
}

/** One household or office: an IPv4 address, or the /64 of an IPv6 address. */
export function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const front = head.split(':').filter((part) => part !== '');
  const back = tail.split(':').filter((part) => part !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const groups = [...front, ...(address.includes('::') ? zeros : []), ...back];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

async function waitOf(consumed: Promise<RateLimiterRes>): Promise<Wait> {
  const over = await counting(consumed);
  return over === undefined ? 0 : seconds(over);
}

/** What was counted once the limit is passed; the library throws it. Undefined: within the limit. */
async function counting(consumed: Promise<RateLimiterRes>): Promise<RateLimiterRes | undefined> {
  try {
    await consumed;
    return undefined;
  } catch (failure) {
    if (failure instanceof RateLimiterRes) return failure;
    throw failure;
  }
}

function seconds({ msBeforeNext }: RateLimiterRes): Wait {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
