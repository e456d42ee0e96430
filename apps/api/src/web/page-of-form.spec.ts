import { pageOfForm } from './page-of-form.js';

const get = (path: string): { method: string; path: string } => ({ method: 'GET', path });
const post = (path: string): { method: string; path: string } => ({ method: 'POST', path });
const ROUTES = [
  ...[get('/'), post('/sign-out'), get('/outbox'), post('/outbox/:messageId/:change')],
  get('/outbox/:messageId/text'),
  ...[get('/matches/:matchId'), get('/matches/:matchId/days'), post('/matches/:matchId/days')],
  ...[get('/matches/:matchId/days/:visitId'), post('/matches/:matchId/days/:visitId')],
  ...[post('/matches/:matchId/days/link'), post('/matches/:matchId/days/:visitId/withdraw')],
];

describe('the page of a form', () => {
  it.each([
    ['/matches/7/days/link', '/matches/7/days'],
    ['/matches/7/days/8/withdraw', '/matches/7/days/8'],
    ['/outbox/7/resend', '/outbox'],
    ['/sign-out', '/'],
  ])('is the nearest above its address: %s', (asked, page) => {
    expect(pageOfForm(ROUTES, asked)).toBe(page);
  });

  it.each([
    '/matches/7/days',
    '/matches/7/days/8',
    '/matches/7',
    '/nowhere',
    '/outbox//resend',
    '/sign-out/',
  ])('is none where no form is sent, or where the address has a page: %s', (asked) => {
    expect(pageOfForm(ROUTES, asked)).toBeNull();
  });
});
