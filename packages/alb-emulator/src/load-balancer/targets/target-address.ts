/** A target as `http.request` takes it: an IPv6 address has no brackets there, unlike in a URL. */
export function targetAddress({ protocol, hostname, port }: URL) {
  return { protocol, hostname: hostname.replace(/^\[(.+)\]$/, "$1"), port };
}
