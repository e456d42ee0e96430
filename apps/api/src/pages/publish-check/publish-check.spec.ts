import { matchViewWith } from '../../../../../test/support/view-factories.js';
import { orderField, pageField, publishAddress } from './publish-check.form.js';
import { presentPublishCheck } from './publish-check.presenter.js';
import { chosenBy, EVERYTHING, fingerprintOf, withPage } from './selection.js';

const proposal = (id: string, distanceMetres = 1609) =>
  matchViewWith({ id, caseId: `case-${id}`, distanceMetres, state: 'proposed' });

describe('what is chosen page by page', () => {
  it('keeps what was left out on one page while another is looked at', () => {
    const first = withPage(EVERYTHING, ['a', 'b'], ['a']);
    const second = withPage(first, ['c', 'd'], ['c', 'd']);
    expect(['a', 'b', 'c', 'd', 'unseen'].map(chosenBy(second))).toEqual([true, false, true, true, true]);
    expect(['a', 'b'].map(chosenBy(withPage(second, ['a', 'b'], ['a', 'b'])))).toEqual([true, true]);
  });

  it('begins with none when asked, and then takes only what is ticked', () => {
    const few = withPage({ isAll: false, but: [] }, ['a', 'b'], ['b']);
    expect(['a', 'b', 'unseen'].map(chosenBy(few))).toEqual([false, true, false]);
    expect(chosenBy(withPage(few, ['b'], []))('b')).toBe(false);
  });

  it('knows when a proposal came or went, in whatever order they are read', () => {
    expect(fingerprintOf(['a', 'b'])).toBe(fingerprintOf(['b', 'a']));
    expect(fingerprintOf(['a', 'b'])).not.toBe(fingerprintOf(['a', 'b', 'c']));
  });

  it.each([
    ['2', 2],
    ['0', 1],
    ['x', 1],
    [undefined, 1],
  ])('reads the page %p as %p', (page, expected) => {
    expect(pageField({ page })).toBe(expected);
  });
});

describe('the check before publishing', () => {
  it('shows those worth a look first, a hundred at a time, and counts what is chosen of all pages', () => {
    const proposals = [
      ...Array.from({ length: 150 }, (_, n) => proposal(String(n))),
      proposal('far', 90_000),
    ];
    const view = presentPublishCheck({
      proposals,
      selection: { isAll: true, but: ['3'] },
      page: 1,
      order: orderField({}),
    });
    expect(view.rows).toHaveLength(100);
    expect(view.rows[0]).toMatchObject({ id: 'far', look: 'A long way: 55.9 miles.' });
    expect(view.chosen).toBe('150 of 151 are chosen.');
    expect(view.pages).toEqual({ page: 1, text: 'Page 1 of 2', previous: null, next: 2 });
    const last = presentPublishCheck({ proposals, selection: EVERYTHING, page: 9, order: orderField({}) });
    expect(last.rows).toHaveLength(51);
    expect(last.pages).toMatchObject({ page: 2, previous: 1, next: null });
  });

  it('needs no pages for few, and says when nothing is left', () => {
    const one = presentPublishCheck({
      proposals: [proposal('a')],
      selection: EVERYTHING,
      page: 1,
      order: orderField({}),
    });
    expect(one).toMatchObject({ pages: null, chosen: '1 of 1 is chosen.' });
    const none = presentPublishCheck({
      proposals: [],
      selection: EVERYTHING,
      page: 1,
      order: orderField({}),
    });
    expect(none.headline).toBe('Nothing of this run is left to publish.');
  });

  it('is sorted by any heading, keeps the order from page to page, and knows the usual one', () => {
    const proposals = [proposal('b', 3000), proposal('a', 90_000), proposal('c', 1000)];
    const sorted = (query: Record<string, string>) => {
      const order = orderField(query);
      return presentPublishCheck({ proposals, selection: EVERYTHING, page: 1, order });
    };
    expect(sorted({}).rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const near = sorted({ order: 'miles ascending' });
    expect(near.rows.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(near.columns.map(({ href, ariaSort }) => [href, ariaSort])).toEqual([
      [null, null],
      ['name ascending', 'none'],
      ['leader ascending', 'none'],
      ['days descending', 'none'],
      ['miles descending', 'ascending'],
      ['look ascending', 'none'],
    ]);
    expect(publishAddress('r1', 2, near.order)).toBe(
      '/runs/r1/publish?page=2&sort=miles&direction=ascending',
    );
    expect(orderField({ sort: 'miles', direction: 'ascending' })).toEqual(near.order);
    expect(publishAddress('r1', 1, orderField({ order: 'weight descending' }))).toBe('/runs/r1/publish');
  });
});
