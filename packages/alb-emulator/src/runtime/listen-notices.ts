/** What to say about an address to listen on: whatever is not loopback is open to others. */
export function listenNotices(
  address = "127.0.0.1",
): readonly (readonly [text: string, explanation: string])[] {
  if (/^(127\.|::1$)/.test(address)) return [];
  return [
    [
      `The emulator listens on ${address}, not on loopback alone`,
      "Whoever reaches this address can sign in with the printed passwords, and read requests and tokens in the inspector. Use it in a container or a network that you trust.",
    ],
  ];
}
