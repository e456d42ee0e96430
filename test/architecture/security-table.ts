/** Points of ASVS 5.0 that apply to this service (levels 1 and 2, and five of level 3). */
export const APPLYING_POINTS: readonly string[] = [
  ...['2.2.3', '2.3.1', '2.3.3', '2.3.4', '2.4.1', '4.1.3'],
  ...['5.1.1', '5.2.1', '5.2.2', '5.2.3', '5.2.4', '5.2.5', '5.3.2', '5.3.3', '5.4.1', '5.4.2', '5.4.3'],
  ...['1.2.1', '1.2.2', '1.2.3', '1.2.4', '1.2.5', '1.2.9', '1.2.10', '1.3.6', '1.3.7'],
  ...[
    '3.3.1',
    '3.3.2',
    '3.3.3',
    '3.3.4',
    '3.4.1',
    '3.4.3',
    '3.4.4',
    '3.4.5',
    '3.4.6',
    '3.5.1',
    '3.5.3',
    '3.7.2',
  ],
  ...['6.8.1', '6.8.2', '6.8.4', '7.1.1', '7.1.2', '7.2.1', '7.2.2', '7.2.3', '7.2.4', '7.3.1', '7.3.2'],
  ...['7.4.1', '7.4.2', '7.4.4', '7.4.5', '7.6.1', '7.6.2'],
  ...['8.1.1', '8.1.2', '8.2.1', '8.2.2', '8.2.3', '8.3.1', '8.3.2', '8.4.1'],
  ...['10.2.1', '10.2.2', '10.5.1', '10.5.2', '10.5.3', '10.5.4', '10.5.5'],
  ...['12.3.1', '13.2.1', '13.2.2', '13.2.3', '13.2.4', '13.2.5', '13.3.1', '13.4.1', '13.4.2', '13.4.5'],
  ...['14.1.1', '14.1.2', '14.2.1', '14.2.3', '14.2.4', '14.3.2'],
  ...['15.1.1', '15.1.2', '15.1.3', '15.2.1', '15.2.2', '15.2.3', '15.3.1', '15.3.2', '15.3.3', '15.3.4'],
  ...['15.3.5', '15.3.6', '15.3.7'],
  ...['16.1.1', '16.2.1', '16.2.2', '16.2.5', '16.3.1', '16.3.2', '16.3.3', '16.3.4', '16.4.1', '16.4.2'],
  ...['16.5.1', '16.5.2', '16.5.3'],
];

const POINT = /^\d+\.\d+\.\d+$/;
const TEST = /`([^`]+\.spec\.ts)` "([^"]+)"/g;

/** What is wrong with docs/security.md; `textOf`: a file of the project, null when there is none. */
export function securityTableFaults(
  text: string,
  textOf: (path: string) => string | null,
): readonly string[] {
  const rows = text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , points = '']) => points.split(', ').some((point) => POINT.test(point)));
  const named = new Set(rows.flatMap(([, , points = '']) => points.split(', ')));
  return [
    ...APPLYING_POINTS.filter((point) => !named.has(point)).map((point) => `no row for ${point}`),
    ...[...named].filter((point) => !APPLYING_POINTS.includes(point)).map((point) => `${point} is no point`),
    ...rows.flatMap(([, area = '', , , tests = '']) => {
      const found = [...tests.matchAll(TEST)];
      if (found.length === 0) return [`${area}: no test`];
      return found.flatMap(([, path = '', title = '']) =>
        startsATitle(textOf(path), title) ? [] : [`${area}: there is no test "${title}" in ${path}`],
      );
    }),
  ];
}

/** Whether the title of a test begins so: what a comment, another text or a part of a title says is no test. */
function startsATitle(text: string | null, title: string): boolean {
  // Where `it(` or `it.each([...])(` opens; `it.skip(` and `it.todo(` do not count.
  const opens = /(?:\bit|\))\(\s*$/;
  return ["'", '"', '`'].some(
    (mark) =>
      text
        ?.split(mark + title)
        .slice(0, -1)
        .some((before) => opens.test(before)) === true,
  );
}
