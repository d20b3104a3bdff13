/** The native addon, or the reason why there is none for this machine. Never throws. */
declare function load():
  | { readonly addon: unknown; readonly reason?: undefined }
  | { readonly addon?: undefined; readonly reason: string }
export = load
