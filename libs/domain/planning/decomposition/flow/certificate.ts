import type { FlowNetwork } from './flow-network.js';
import type { FlowCertificate } from './solve-flow.js';

export interface CertifiedBounds {
  /** By level: most cases that any choice covers that covers at least `covered` of each better level. */
  readonly coverage: readonly number[];
  /** Least score of any choice that covers at least `covered` of every level; thousandths. */
  readonly score: number;
}

/**
 * What a certificate proves, whoever made it: nothing here looks at a choice. Null where its prices are not allowed.
 *
 * Score, by weak duality: let every pair cost at least `casePrice - leaderPrice`, no case be priced above its level's
 * `poolPrice`, and no leader or level below 0. Any choice then costs at least the prices of its cases less those of the
 * places it takes, and so at least all case prices, less `poolPrice` for each case left out, less every leader's price
 * times its capacity; the more cases it covers, the more.
 *
 * Coverage, by counting (Hall 1935): of the cases up to a level, those whose leaders are all closed up to that level find
 * at most the places of those leaders; all others can at best be covered.
 */
export function certifiedBounds(
  network: FlowNetwork,
  certificate: FlowCertificate,
  covered: readonly number[],
): CertifiedBounds | null {
  if (!pricesAreAllowed(network, certificate)) return null;
  return {
    coverage: coverageBounds(network, certificate, covered),
    score: leastScore(network, certificate, covered),
  };
}

function pricesAreAllowed(network: FlowNetwork, certificate: FlowCertificate): boolean {
  const { leaderPrice, casePrice, poolPrice } = certificate;
  const isWhole = (price: number): boolean => Number.isSafeInteger(price);
  return (
    leaderPrice.length === network.leaders &&
    casePrice.length === network.cases &&
    leaderPrice.every((price) => isWhole(price) && price >= 0) &&
    casePrice.every(
      (price, index) => isWhole(price) && price <= (poolPrice[network.level[index] ?? -1] ?? NaN),
    ) &&
    poolPrice.every((price) => isWhole(price) && price >= 0) &&
    network.score.every(
      (score, pair) =>
        score + (leaderPrice[network.leaderOf[pair] ?? -1] ?? NaN) >=
        (casePrice[network.caseOf[pair] ?? -1] ?? NaN),
    )
  );
}

/** Summed in integers of any size: prices times capacities may leave the range where numbers are exact. */
function leastScore(network: FlowNetwork, certificate: FlowCertificate, covered: readonly number[]): number {
  let bound = 0n;
  const uncovered = covered.map((count) => -count);
  network.level.forEach((level, index) => {
    bound += BigInt(certificate.casePrice[index] ?? NaN);
    uncovered[level] = (uncovered[level] ?? 0) + 1;
  });
  uncovered.forEach((count, level) => {
    bound -= BigInt(count) * BigInt(certificate.poolPrice[level] ?? NaN);
  });
  network.capacity.forEach((capacity, leader) => {
    bound -= BigInt(capacity) * BigInt(certificate.leaderPrice[leader] ?? NaN);
  });
  return Number(bound);
}

/** By case: the level from which on it is served and all its leaders are closed; `levels`: never. */
export function confinedFrom(network: FlowNetwork, { closedAt }: FlowCertificate): Int32Array {
  const { levels } = network;
  const latestLeader = new Int32Array(network.cases).fill(-1);
  network.caseOf.forEach((index, pair) => {
    const closed = closedAt[network.leaderOf[pair] ?? -1] ?? levels;
    latestLeader[index] = Math.max(latestLeader[index] ?? -1, closed);
  });
  return network.level.map((level, index) => Math.max(level, latestLeader[index] ?? levels));
}

function coverageBounds(
  network: FlowNetwork,
  certificate: FlowCertificate,
  covered: readonly number[],
): number[] {
  const { levels } = network;
  const placesClosed = counts(levels, certificate.closedAt, network.capacity);
  const served = counts(levels, network.level);
  const confined = counts(levels, confinedFrom(network, certificate));
  let servedSoFar = 0;
  let confinedSoFar = 0;
  let placesSoFar = 0;
  let coveredSoFar = 0;
  return served.map((cases, level) => {
    servedSoFar += cases;
    confinedSoFar += confined[level] ?? 0;
    placesSoFar += placesClosed[level] ?? 0;
    const most = servedSoFar - confinedSoFar + Math.min(placesSoFar, confinedSoFar) - coveredSoFar;
    coveredSoFar += covered[level] ?? 0;
    return Math.min(cases, most);
  });
}

function counts(levels: number, at: Int32Array, weight?: Int32Array): number[] {
  const sums = Array.from({ length: levels }, () => 0);
  at.forEach((level, index) => {
    if (level < levels) sums[level] = (sums[level] ?? 0) + (weight === undefined ? 1 : (weight[index] ?? 0));
  });
  return sums;
}
