/**
 * Installed in a folder of their own below .cache, in the versions that are given; the reason where npm cannot be reached. Rejects with it
 * where GATI_REQUIRE_PLATFORMS is set. `more`: other members of that folder's package.json, such as `overrides`.
 */
export function cachedPackages(
  name: string,
  dependencies: Readonly<Record<string, string>>,
  more?: Readonly<Record<string, unknown>>,
): Promise<{ readonly folder: string } | { readonly reason: string }>
