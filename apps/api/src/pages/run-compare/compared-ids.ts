import { type Form, textField } from '../form.js';

/**
 * The two runs that an address names: `a` and `b`, or the two that were ticked in the list (`run` twice, newest first, so
 * that the later one is compared with the earlier). Null: not two different ones.
 */
export function comparedIds(query: Form): { readonly a: string; readonly b: string } | null {
  const ticked: unknown = query['run'];
  const [later, earlier, ...more] = Array.isArray(ticked) ? (ticked as unknown[]) : [];
  const [a, b] = [textField({ a: earlier ?? query['a'] }, 'a'), textField({ b: later ?? query['b'] }, 'b')];
  return a === '' || b === '' || a === b || more.length > 0 ? null : { a, b };
}
