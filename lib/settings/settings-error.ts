/** Settings that can't be deployed. Its message is all that a deployer has to read: every setting, its value, what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
