export { type HighsEngine, loadHighsEngine } from './highs-engine.js';
