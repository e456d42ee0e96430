import type { Boundaries } from '../../platform/geography/index.js';
import { mapSentence, runMapSvg } from './run-map.js';

const at = (latitude: number, longitude: number) => ({ latitude, longitude, approximate: false });
const [LEEDS, LONDON, BRISTOL] = [at(53.8, -1.55), at(51.5, -0.1), at(51.45, -2.6)];
const CONTENT = {
  matches: [{ caseAt: LEEDS, leaderAt: LONDON }],
  uncovered: [BRISTOL, null],
  idleLeaders: [],
};
const BOX: Boundaries = {
  areas: [{ name: 'Box', rings: [[[-5, 50], [1, 50], [1, 55], [-5, 55], [-5, 50]]] }], // prettier-ignore
};

function startOf(svg: string, colour: string): readonly number[] {
  const path = new RegExp(`d="M([\\d.]+),([\\d.]+)[^"]*"[^>]*${colour}`).exec(svg);
  return [Number(path?.[1]), Number(path?.[2])];
}

it('draws north above south and west left of east', () => {
  const svg = runMapSvg(CONTENT, null, 'A map');
  const [leeds, bristol] = [startOf(svg, 'fill="#1d70b8"'), startOf(svg, 'stroke="#ca3535"')];
  expect(leeds[1]).toBeLessThan(bristol[1] ?? 0);
  expect(bristol[0]).toBeLessThan(leeds[0] ?? 0);
});

it('is one picture without links, and draws an outline only where there is one', () => {
  const bare = runMapSvg(CONTENT, null, 'A <map>');
  expect(bare).toContain('role="img" aria-label="A &lt;map&gt;"');
  expect(bare).not.toMatch(/<a |href|http(?!:\/\/www\.w3\.org\/2000\/svg)/);
  expect(runMapSvg(CONTENT, BOX, 'A map').split('<path').length).toBe(bare.split('<path').length + 1);
});

it('stays within its frame, with an outline and with a single place', () => {
  for (const svg of [
    runMapSvg(CONTENT, BOX, 'x'),
    runMapSvg({ matches: [], uncovered: [LEEDS], idleLeaders: [] }, null, 'x'),
    runMapSvg({ matches: [], uncovered: [], idleLeaders: [] }, null, 'x'),
  ]) {
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
    const points = [...svg.matchAll(/[ML]([-\d.]+),([-\d.]+)/g)].map((found) => [
      Number(found[1]),
      Number(found[2]),
    ]);
    expect(points.filter(([x = 0, y = 0]) => x < 0 || y < 0 || x > width || y > height)).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity/);
  }
});

it('says how many cases it shows, and how many it cannot draw', () => {
  expect(mapSentence(CONTENT)).toBe(
    '1 case with a leader and 2 without. 1 case has no known place and is not drawn.',
  );
});
