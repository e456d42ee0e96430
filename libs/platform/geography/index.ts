export { GRID_RANGE, isInEnglandOrWales, isOnBritishGrid, locationFromGrid } from './british-grid.js';
export {
  distanceMetres,
  forEachNeighbour,
  type NeighbourPair,
  neighbourPairs,
  type Placed,
  type Traveller,
} from './neighbour-pairs.js';
export { nearestSite } from './nearest-site.js';
export { type Place, Places } from './places.js';
export { normalisePostcode, outcodeOf, POSTCODE_FORMS } from './postcode.js';
export { coast } from './coast.js';
export {
  BOUNDARY_LIMITS,
  type Boundaries,
  type BoundaryArea,
  type BoundaryRefusal,
  readBoundaries,
} from './boundaries.js';
