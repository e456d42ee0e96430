import type { Request, Response } from 'express';
import { accepted, refused } from '../../../../libs/domain/kernel/index.js';
import { foundOr404, valueOf } from './answer.js';
import { refuseInheritedNames } from './inherited-names.js';
import { localPath } from './local-path.js';
import { refuseUnstorableText } from './storable-text.js';
import { statusOfRefusal } from './outcome-to-status.js';
import { ProblemException } from './problem.js';

describe('localPath', () => {
  it.each(['/runs/1', '/runs?cursor=a%20b', '/'])('keeps a path of ours: %s', (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\nb',
    '',
    undefined,
    ['/runs'],
  ])('falls back to the start page: %j', (text) => {
    expect(localPath(text)).toBe('/');
  });
});

describe('refuseUnstorableText', () => {
  const statusFor = (originalUrl: string, body?: unknown): unknown => {
    let refusal: unknown;
    refuseUnstorableText(
      { originalUrl, body } as Request,
      {} as Response,
      (fault?: unknown) => (refusal = fault),
    );
    return refusal instanceof ProblemException ? refusal.problem.status : refusal;
  };

  it.each([
    ['/offers/%00/leaders', undefined, 404],
    ['/offers?text=a%00', undefined, 400],
    ['/offers', { reason: 'a\u0000' }, 400],
    ['/offers', { cases: [{ note: '\u0000' }] }, 400],
    ['/offers', { 'a\u0000': 1 }, 400],
    ['/offers', JSON.parse('['.repeat(60) + ']'.repeat(60)), 400],
    ['/offers', { email: 'a\ud800@b.example' }, 400],
    ['/offers', { name: '😀' }, undefined],
    ['/offers/%2500', { reason: '\\u0000', days: 3, note: null }, undefined],
  ])('%s with %j: %s', (url, body, status) => {
    expect(statusFor(url, body)).toBe(status);
  });
});

describe('refuseInheritedNames', () => {
  const pointerFor = (type: string, body: unknown): unknown => {
    let refusal: unknown;
    const request = { is: (asked: string) => asked === type && type, body } as Request;
    refuseInheritedNames(request, {} as Response, (fault?: unknown) => (refusal = fault));
    return refusal instanceof ProblemException ? refusal.problem : refusal;
  };

  it.each([
    ['{"name":"a","constructor":1}', '/constructor'],
    ['{"__proto__":{"roles":["admin"]}}', '/__proto__'],
    ['{"items":[{"ok":1},{"constructor":{}}]}', '/items/1/constructor'],
  ])('refuses %s as any other unknown property', (json, pointer) => {
    expect(pointerFor('json', JSON.parse(json))).toMatchObject({
      ...{ status: 400, code: 'bad-request' },
      errors: [{ pointer, code: 'whitelist-validation' }],
    });
  });

  it.each([
    ['json', '{"name":"constructor","note":"__proto__"}'],
    ['json', '"constructor"'],
    ['urlencoded', '{"constructor":"1"}'],
  ])('lets pass in %s: %s', (type, json) => {
    expect(pointerFor(type, JSON.parse(json))).toBeUndefined();
  });
});

describe('refusals over HTTP', () => {
  it.each([
    ['sign-in-refused', 401],
    ['unknown-run', 404],
    ['unknown-offer', 404],
    ['no-such-token', 404],
    ['file-too-large', 413],
    ['invalid-params', 422],
    ['not-possible-in-this-state', 409],
    ['budget-exhausted', 409],
  ])('%s is %d', (code, status) => {
    expect(statusOfRefusal(code)).toBe(status);
  });

  it('gives the value of an accepted outcome and throws the problem of a refused one', () => {
    expect(valueOf(accepted(3))).toBe(3);
    const faults = [{ pointer: '/maxMiles', code: 'not-a-number', limit: null }];
    let thrown: unknown;
    try {
      valueOf(refused('invalid-params', { faults }));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ProblemException);
    expect((thrown as ProblemException).problem).toMatchObject({
      status: 422,
      code: 'invalid-params',
      errors: [{ pointer: '/maxMiles', code: 'not-a-number' }],
    });
  });

  it('finds what is there and answers 404 for what is not', () => {
    expect(foundOr404('run', 'run')).toBe('run');
    expect(() => foundOr404(null, 'run')).toThrow(ProblemException);
  });
});
