export { readOrCreateLocalSecrets, type LocalSecrets } from './local-secrets.js';
