import { CONTACT_PARTIES, type OfferSettings } from '../../../../../libs/domain/offers/index.js';
import { dateField, type Form, listField, textField, versionField } from '../form.js';

/** The settings of an offer as somebody typed them. */
export interface RoundForm {
  readonly version: number;
  readonly answerDays: string;
  /** In pounds. */
  readonly dayRate: string;
  readonly secondApproval: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly inspectionsReach: string;
  readonly beforeAllocation: readonly string[];
  /** Who is asked first, second ...; empty: the offer's own order. */
  readonly contactOrder: readonly string[];
  /** Criterion or tier to priority; empty: the offer's own. */
  readonly priorities: Readonly<Record<string, string>>;
}

export function roundForm(given: Form, priorityNames: readonly string[]): RoundForm {
  return {
    version: versionField(given),
    answerDays: textField(given, 'answerDays'),
    dayRate: textField(given, 'dayRate'),
    secondApproval: textField(given, 'secondApproval'),
    inspectionsReach: dateField(given, 'inspectionsReach'),
    beforeAllocation: listField(given, 'beforeAllocation'),
    contactOrder: CONTACT_PARTIES.map((_party, at) => textField(given, `contact-${String(at + 1)}`)),
    priorities: Object.fromEntries(priorityNames.map((name) => [name, textField(given, `priority-${name}`)])),
  };
}

/** The form as it comes when nobody has typed yet. */
export function formOfSettings(settings: OfferSettings, version: number): RoundForm {
  const order = settings.contactOrder ?? [];
  return {
    version,
    answerDays: String(settings.answerWorkingDays),
    dayRate: (settings.dayRatePence / 100).toFixed(2).replace(/\.00$/, ''),
    secondApproval: settings.secondApproval ? 'yes' : 'no',
    inspectionsReach: settings.inspectionsReach ?? '',
    beforeAllocation: settings.beforeAllocation,
    contactOrder: CONTACT_PARTIES.map((_party, at) => order[at] ?? ''),
    priorities: Object.fromEntries(
      Object.entries(settings.priorities).map(([name, priority]) => [name, String(priority)]),
    ),
  };
}

/** What the form asks for, not yet checked; text that is no number goes on as it is, to be refused by its name. */
export function settingsOfForm(form: RoundForm): Readonly<Record<keyof OfferSettings, unknown>> {
  const order = form.contactOrder.filter((party) => party !== '');
  const priorities = Object.entries(form.priorities).filter(([, text]) => text !== '');
  return {
    priorities: Object.fromEntries(priorities.map(([name, text]) => [name, numberIn(text)])),
    contactOrder: order.length === 0 ? null : order,
    inspectionsReach: form.inspectionsReach === '' ? null : form.inspectionsReach,
    beforeAllocation: form.beforeAllocation,
    answerWorkingDays: numberIn(form.answerDays),
    secondApproval: form.secondApproval === 'yes',
    dayRatePence: penceIn(form.dayRate),
  };
}

function numberIn(text: string): number | string {
  return /^\d{1,6}$/.test(text) ? Number(text) : text;
}

/** Whole pence without arithmetic in fractions: 600, 600.5 and £1,250.00 are amounts. */
function penceIn(text: string): number | string {
  const found = /^£?(\d{1,3}(?:,?\d{3})*)(?:\.(\d{1,2}))?$/.exec(text.replaceAll(' ', ''));
  if (found === null) return text;
  return Number((found[1] ?? '').replaceAll(',', '')) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}
