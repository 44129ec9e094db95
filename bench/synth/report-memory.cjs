// Preloaded into every process of the benchmark: prints its peak resident memory, as the operating
// system knows it.
process.on("exit", () => {
  process.stderr.write(`max-rss-kb=${process.resourceUsage().maxRSS}\n`);
});
