/** One place of the sub-navigation of a run. */
export interface RunTab {
  readonly text: string;
  readonly href: string;
  readonly active: boolean;
}

const TABS = [
  { text: 'Overview', path: '' },
  { text: 'Matches', path: '/matches' },
  { text: 'Not covered', path: '/uncovered' },
  { text: 'Leaders', path: '/leaders' },
  { text: 'Map', path: '/map' },
] as const;

/** @param here path after `/runs/:runId` */
export function runTabs(runId: string, here: (typeof TABS)[number]['path']): readonly RunTab[] {
  return TABS.map(({ text, path }) => ({ text, href: `/runs/${runId}${path}`, active: path === here }));
}
