// Preloaded into every contender: the operating system's own figure of the largest resident memory.
process.on("exit", () => {
  process.stderr.write(`max-rss-kb=${process.resourceUsage().maxRSS}\n`);
});
