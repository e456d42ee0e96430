import * as fc from 'fast-check';

/** One budget told without any ledger: plain numbers, in half-days. */
export interface BudgetModel {
  opened: boolean;
  granted: number;
  reserved: number;
  delivered: number;
}

export interface BudgetStep {
  /** `grant-to`: what the survey offers in all. */
  readonly kind: 'grant-to' | 'reserve' | 'release' | 'deliver';
  readonly halfDays: number;
}

export const noBudget = (): BudgetModel => ({ opened: false, granted: 0, reserved: 0, delivered: 0 });

export const availableIn = (model: BudgetModel): number => model.granted - model.reserved - model.delivered;

/** Whether the model allows the step; if so, takes it. */
export function take(model: BudgetModel, { kind, halfDays }: BudgetStep): boolean {
  if (kind === 'grant-to') {
    if (halfDays < model.reserved + model.delivered) return false;
    model.opened ||= halfDays > 0;
    model.granted = halfDays;
    return true;
  }
  const most = kind === 'reserve' ? availableIn(model) : model.reserved;
  if (!model.opened || halfDays === 0 || halfDays > most) return false;
  model.reserved += kind === 'reserve' ? halfDays : -halfDays;
  if (kind === 'deliver') model.delivered += halfDays;
  return true;
}

/** Any step; what is moved is `least` half-days or more. */
export const anyStep = (least: number): fc.Arbitrary<BudgetStep> =>
  fc.oneof(
    fc.record({ kind: fc.constant('grant-to' as const), halfDays: fc.nat({ max: 40 }) }),
    fc.record({
      kind: fc.constantFrom('reserve' as const, 'release' as const, 'deliver' as const),
      halfDays: fc.integer({ min: least, max: 12 }),
    }),
  );
