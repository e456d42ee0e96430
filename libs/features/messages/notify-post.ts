import { NotifyClient } from 'notifications-node-client';
import { accepted, type Outcome, refused } from '../../domain/kernel/index.js';
import type { Letter, MessagePost, PostRefusal } from './message-post.js';

export interface NotifySettings {
  readonly apiKey: string;
  /** An email template with the two fields `subject` and `body`. */
  readonly templateId: string;
  readonly url: string;
  /** Default 10,000. */
  readonly timeoutMs?: number;
}

type RestClient = Parameters<NotifyClient['setClient']>[0];

const TIMEOUT_MS = 10_000;
const TOO_MANY = 429;
const CLIENT_ERRORS = 400;
const SERVER_ERRORS = 500;

/**
 * GOV.UK Notify. A try whose end was not heard is looked for by its reference before it is repeated, so that nobody
 * gets a message twice.
 */
export class NotifyPost implements MessagePost {
  readonly through = 'notify';

  constructor(private readonly settings: NotifySettings) {}

  async send({ to, subject, body, reference, tried }: Letter): Promise<Outcome<null, PostRefusal>> {
    try {
      if (tried && (await this.isThere(reference))) return accepted(null);
      const letter = { personalisation: { subject, body }, reference };
      await this.client().sendEmail(this.settings.templateId, to, letter);
      return accepted(null);
    } catch (error) {
      const { status, code } = faultOf(error);
      const isFinal =
        status !== null && status >= CLIENT_ERRORS && status < SERVER_ERRORS && status !== TOO_MANY;
      return refused(isFinal ? 'post-refused' : 'post-away', { status, error: code });
    }
  }

  private async isThere(reference: string): Promise<boolean> {
    const { data } = await this.client().getNotifications('email', undefined, reference);
    return data.notifications.length > 0;
  }

  /** For one question: once its time is up, its connection is closed. */
  private client(): NotifyClient {
    const { url, apiKey, timeoutMs } = this.settings;
    const client = new NotifyClient(url, apiKey);
    const { restClient } = client.apiClient as { readonly restClient: RestClient };
    // To wherever a redirect points, the key and the letter would go, too.
    const signal = AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS);
    client.setClient(restClient.create({ maxRedirects: 0, signal }));
    return client;
  }
}

/** What Notify answered: its texts repeat addresses, so only its codes are kept. */
function faultOf(error: unknown): { readonly status: number | null; readonly code: string } {
  if (typeof error !== 'object' || error === null || !('response' in error)) {
    return { status: null, code: 'no-answer' };
  }
  const { response } = error as {
    response?: { status?: unknown; data?: { errors?: { error?: unknown }[] } };
  };
  if (typeof response?.status !== 'number') return { status: null, code: 'no-answer' };
  const code = response.data?.errors?.[0]?.error;
  return { status: response.status, code: typeof code === 'string' ? code.slice(0, 60) : 'unknown' };
}
