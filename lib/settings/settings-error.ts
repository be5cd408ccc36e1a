/** Settings that can't be deployed. The message tells a deployer everything: each wrong setting, its value, what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
