export interface Platforms {
  /** Versions of TypeScript by their major and minor numbers, as paths of `tsc`. */
  readonly typescript: Readonly<Record<'5.9' | '7', string>>
  readonly bun: string
  readonly deno: string
  readonly publint: string
  readonly attw: string
}

/** Installed first where they are not there; the reason where npm cannot be reached. Rejects with it where GATI_REQUIRE_PLATFORMS is set. */
export function clientPlatforms(): Promise<Platforms | { readonly reason: string }>
