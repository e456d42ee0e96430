export { loadHighsEngine } from './highs-engine.js';
