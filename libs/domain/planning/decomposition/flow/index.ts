export { countsOf } from './flow-network.js';
export { FLOW_ENGINE, FlowSolver } from './flow-solver.js';
