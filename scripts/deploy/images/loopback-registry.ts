/**
 * Whether a registry is on this machine, where none has TLS. Docker itself accepts that by default,
 * other tools have to be told.
 * @param registry host and port
 */
export function isLoopbackRegistry(registry: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(registry);
}
