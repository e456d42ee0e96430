import { coverageDifference, daysByRegion, distanceHistogram } from './charts.js';
import { figureHtml } from './figure.js';

describe('the chart of distances', () => {
  it('counts each match once, its upper bound included', () => {
    const [figure] = distanceHistogram([0, 5, 5.1, 9, 23]);
    expect(figure?.rows).toEqual([
      ['0 to 5', 2],
      ['5 to 10', 2],
      ['10 to 15', 0],
      ['15 to 20', 0],
      ['20 to 25', 1],
    ]);
    expect(figure?.sentence).toBe(
      'Half of the 5 matches are within 5.1 miles; the longest way is 23.0 miles.',
    );
  });

  it('keeps to few bars whatever the distances, and to none without matches', () => {
    expect(distanceHistogram([1, 400])[0]?.rows.length).toBeLessThanOrEqual(12);
    expect(distanceHistogram([0])[0]?.rows).toEqual([['0 to 5', 1]]);
    expect(distanceHistogram([])).toEqual([]);
  });
});

it('sets days used beside days left, region by region', () => {
  const [figure] = daysByRegion([
    { region: 'London', used: 3, left: 9.5 },
    { region: 'South West', used: 8, left: 1 },
  ]);
  expect(figure?.sentence).toBe('11 days are used and 10.5 days are left, most of them in London.');
  expect(figure?.rows.map(([region]) => region)).toEqual(['South West', 'London']);
  expect(daysByRegion([])).toEqual([]);
});

it.each([
  [[6, 5], 'left, most of them in London.'],
  [[6, 5, 2], 'left, more in London than in any other region.'],
  [[5, 5, 2], 'left.'],
  [[1, 0, 9], 'left, most of them with leaders whose region is not known.'],
])('says where most days are left only where most are: %j', (left, end) => {
  const regions = ['London', 'South West', 'Region not known'];
  const [figure] = daysByRegion(left.map((days, at) => ({ region: regions[at] ?? '', used: 1, left: days })));
  expect(figure?.sentence.endsWith(end)).toBe(true);
});

it.each([
  [[2, 4], [5, 1], 'The second run covers more in North (+2), and fewer in South (-4).'],
  [[2, 4], [5, 5], 'The second run covers more in North (+2).'],
  [[2, 1], [5, 5], 'The second run covers fewer in North (-1).'],
  [[2, 2], [5, 5], 'Both runs cover as many cases in every region.'],
])('says where two runs differ', ([before = 0, after = 0], [was = 0, is = 0], sentence) => {
  const rows = [
    { region: 'North', before, after },
    { region: 'South', before: was, after: is },
  ];
  expect(coverageDifference(rows, ['Run 1', 'Run 2'])[0]?.sentence).toBe(sentence);
});

it('draws every chart once more for a phone, with names above their bars and words that stay legible', () => {
  const figures = [
    ...distanceHistogram([1, 119]),
    ...daysByRegion([{ region: 'Yorkshire and the Humber', used: 3, left: 9.5 }]),
    ...coverageDifference([{ region: 'London', before: 1, after: 2 }], ['Run 1', 'Run 2']),
  ];
  for (const { svg } of figures) {
    const narrow = /<svg viewBox="0 0 320 [\s\S]*$/.exec(svg)?.[0] ?? '';
    const sizes = [...narrow.matchAll(/font-size="(\d+)"/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(17);
    expect(svg.match(/class="lm-picture lm-picture--(wide|narrow)"/g)).toHaveLength(2);
  }
  expect(figures[1]?.svg).toContain('>Yorkshire and the Humber</text>');
  const miles = [...(figures[0]?.svg ?? '').matchAll(/text-anchor="end"/g)].length;
  // Bounds of neighbouring bars would run into each other: some are left out.
  expect(miles).toBeLessThan(2 * (figures[0]?.rows.length ?? 0));
});

it('writes nothing into a page that is not escaped', () => {
  const evil = '"><script>alert(1)</script>';
  const html = [
    ...daysByRegion([{ region: evil, used: 1, left: 1 }]),
    ...coverageDifference([{ region: evil, before: 1, after: 2 }], [evil, evil]),
  ]
    .map(figureHtml)
    .join('');
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;');
});
