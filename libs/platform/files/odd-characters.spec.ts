import { cleanText, oddityOf } from './odd-characters.js';

describe('odd characters', () => {
  it.each([
    ['12\u200b3456', '123456'],
    ['\ufeffURN\u00a0', 'URN '],
    ['St\u00a0Mary\u2019s', 'St Mary\u2019s'],
    ['Rene\u0301e', 'Ren\u00e9e'],
    ['a\u0007b\u202ec', 'abc'],
    ['two\nlines', 'two\nlines'],
  ])('%j is meant as %j', (cell, meant) => {
    expect(cleanText(cell)).toBe(meant);
  });

  it.each([
    ['St MaryÕs School', 'garbled-text'],
    ['RenÃ©e', 'garbled-text'],
    ['St Maryâ€™s', 'garbled-text'],
    ['ÖÐ¹úÐ¡Ñ§', 'garbled-text'],
    ['Caf\ufffd', 'unreadable-character'],
    ['bell\u0007', 'control-character'],
    ['Renée Ó Súilleabháin', null],
    ['St Mary’s – Ysgol Llŷn', null],
    ['Œuvre, Žižek, Ærø', null],
  ])('%j: %j', (cell, oddity) => {
    expect(oddityOf(cell)).toBe(oddity);
  });
});
