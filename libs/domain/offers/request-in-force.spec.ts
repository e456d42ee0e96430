import type { Referral } from './facts.js';
import { requestInForce } from './request-in-force.js';

const request = (decidedOn: string | null, decision: Referral['decision']): Referral => ({
  ...{ subjectKind: 'school', subjectId: '100001', decision, decidedOn, decidedBy: null },
  source: { file: 'file.csv', row: 1 },
});
const inForce = (requests: readonly Referral[], asOf = '2023-07-31'): Referral['decision'] | undefined =>
  requestInForce(requests, asOf)?.decision;

describe('the request that counts', () => {
  it('is the newest by the as-of date, whatever was decided before', () => {
    const accepted = request('2023-01-10', 'accepted');
    expect(inForce([accepted, request('2023-02-01', 'declined')])).toBe('declined');
    expect(inForce([request('2023-02-01', 'declined'), accepted])).toBe('declined');
    expect(inForce([accepted, request('2022-12-01', 'declined')])).toBe('accepted');
    expect(inForce([accepted, request('2023-02-01', 'declined')], '2023-01-31')).toBe('accepted');
  });

  it('is the later in the list of two of one day, and one with a date before one without', () => {
    expect(inForce([request('2023-01-10', 'accepted'), request('2023-01-10', 'declined')])).toBe('declined');
    expect(inForce([request(null, 'pending'), request('2023-01-10', 'declined')])).toBe('declined');
    expect(inForce([request('2023-01-10', 'declined'), request(null, 'pending')])).toBe('declined');
  });

  it('is the first that is still to come when all are later', () => {
    const later = [request('2023-03-01', 'declined'), request('2023-02-01', 'accepted')];
    expect(inForce(later, '2023-01-01')).toBe('accepted');
  });

  it('is none where nothing was asked', () => {
    expect(requestInForce([], '2023-07-31')).toBeNull();
  });
});
