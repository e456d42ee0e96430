export {
  type AccessSettings,
  type DfeSignInSettings,
  type OidcSettings,
  type RateLimitSettings,
} from './access-settings.js';
export { readClientSettings, type ClientSettings } from './client-settings.js';
export { readLocalSecrets, readOrCreateLocalSecrets, type LocalSecrets } from './local-secrets.js';
export { type NotifySettings } from './notify-settings.js';
export {
  LOG_LEVELS,
  readSettings,
  SettingsError,
  type DatabaseUrls,
  type LogLevel,
  type SettingFault,
  type Settings,
} from './settings.js';
