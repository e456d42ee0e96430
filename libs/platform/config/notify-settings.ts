/** GOV.UK Notify. */
export interface NotifySettings {
  readonly apiKey: string;
  /** An email template with the two fields `subject` and `body`. */
  readonly templateId: string;
  readonly url: string;
}

const NOTIFY = 'https://api.notifications.service.gov.uk';

/** Undefined without a key: messages are only shown on their page. `missing` is told what a key needs. */
export function notifySettings(
  given: { readonly [Name in keyof NotifySettings]: string | undefined },
  missing: (variable: string, because: string) => void,
): NotifySettings | undefined {
  const { apiKey, templateId, url } = given;
  if (apiKey === undefined) return undefined;
  if (templateId === undefined) missing('NOTIFY_TEMPLATE_ID', 'NOTIFY_API_KEY');
  return { apiKey, templateId: templateId ?? '', url: (url ?? NOTIFY).replace(/\/+$/, '') };
}
