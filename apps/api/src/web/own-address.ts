import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { PUBLIC_URL } from '../access/oidc-client.js';

/** Where links to this service begin. */
@Injectable()
export class OwnAddress {
  constructor(@Inject(PUBLIC_URL) private readonly publicUrl: string) {}

  /**
   * PUBLIC_URL; without it, which is on this machine only, where the connection of the request came in. Never what its
   * headers say: whoever asks writes them.
   */
  of({ socket }: Pick<Request, 'socket'>): string {
    if (this.publicUrl !== '') return this.publicUrl;
    const { localAddress = '', localPort = 0 } = socket;
    const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
    return `http://${host}:${String(localPort)}`;
  }
}
