import highs from 'highs';
export const a = highs;
