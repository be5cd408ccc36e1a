/** The feature whose route was asked for. A deployment without it does not offer the route. */
export function needed<Feature>(feature: Feature | undefined): Feature {
  if (feature) return feature;
  throw new Error('a route of a feature that is off was offered');
}
