export { javascriptLpEngine } from './javascript-lp-engine.js';
