/** What a user pool's tokens say about who made them: as on AWS, though on the local stage the keys are found elsewhere. */
export function toIssuerUrl(poolId: string): string {
  const [region] = poolId.split('_');
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}
