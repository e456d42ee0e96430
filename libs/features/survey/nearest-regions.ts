import type { EntityManager } from 'typeorm';
import type { LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import { nearestSite } from '../../platform/geography/index.js';
import { loadRegionSites } from '../schools/index.js';
import { FARTHEST_FROM_REGION_METRES } from './region-limit.js';
import { answersOfOffer } from './survey.queries.js';
import { storeNearestRegions } from './survey.repository.js';

/**
 * Gives every answer of an offer the region of the open school nearest to where the leader starts from. It stands in
 * where no base school with a region is named, and follows the register as it is when a survey is
 * stored and when it is decided who is eligible: files come in any order.
 */
export async function followNearestRegions(manager: EntityManager, offer: OfferYear): Promise<void> {
  const answers = await answersOfOffer(manager, offer);
  const isPlaced = answers.some(({ location }) => location !== null);
  const nearest = nearestSite(isPlaced ? await loadRegionSites(manager) : [], FARTHEST_FROM_REGION_METRES);
  const regions = answers.map(({ leaderRef, location }): [LeaderRef, string | null] => [
    leaderRef,
    location === null ? null : (nearest(location)?.region ?? null),
  ]);
  await storeNearestRegions(manager, offer, new Map(regions));
}
