import fc from 'fast-check';
import { postgresJson } from './postgres-json.js';

describe('JSON for PostgreSQL', () => {
  it('replaces NUL and halves of surrogate pairs, and nothing else', () => {
    expect(postgresJson(['a\u0000b', '\ud83d', '\ude00x', '😀'])).toBe(
      '["a\ufffdb","\ufffd","\ufffdx","😀"]',
    );
    expect(postgresJson('\\u0000 and \\ud800 spelt out')).toBe('"\\\\u0000 and \\\\ud800 spelt out"');
    expect(postgresJson({ '\u0000': ['\\\\\u0000'] })).toBe('{"\ufffd":["\\\\\\\\\ufffd"]}');
  });

  it('is plain JSON for every text that PostgreSQL takes, and always parses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = postgresJson({ text });
        expect(json).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89ab])/);
        const parsed = JSON.parse(json) as { text: string };
        expect(parsed.text).toBe(text.replace(/\u0000/g, '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd'));
      }),
    );
  });
});
