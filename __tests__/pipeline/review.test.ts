import { cutText } from "../../scripts/pipeline/cut-text";
import { type Review, reviewMarkdown } from "../../scripts/pipeline/review";

const review: Review = {
  routes: { text: "prod / tasks: no change", status: "0" },
  plan: { text: "Synthesizing …\n1/1 prod--tasks\n  planning …\n  no changes", status: "0" },
  environment: "prod",
  commit: "0123456789abcdef0123456789abcdef01234567",
  runUrl: "https://github.com/acme/website/actions/runs/42",
};

describe("the review of a pull request", () => {
  it("has routes and plan without the lines that tell progress", () => {
    expect(reviewMarkdown(review)).toMatchInlineSnapshot(`
      "<!-- npm run pipeline -- comment -->

      ## What this changes

      ### Routes

      Nothing becomes public that was not.

      <details><summary>All routes</summary>

      \`\`\`text
      prod / tasks: no change
      \`\`\`

      </details>

      ### Plan of prod

      \`\`\`text
      1/1 prod--tasks
        no changes
      \`\`\`

      <sub>Commit 0123456789ab, [run](https://github.com/acme/website/actions/runs/42)</sub>"
    `);
  });

  it("begins with a warning when requests become public", () => {
    const text = reviewMarkdown({ ...review, routes: { text: "/reports/", status: "3" } });

    expect(text).toMatch(/## What this changes\n\n> \[!CAUTION\]\n> \*\*Requests become public/);
    expect(text).not.toContain("<details>");
  });

  it("warns when the routes could not be compared, or were not", () => {
    const failed = { text: "not a revision", status: "1" };

    expect(reviewMarkdown({ ...review, routes: failed })).toContain(
      "The routes could not be compared, so nobody knows what becomes public.",
    );
    expect(reviewMarkdown({ ...review, routes: undefined })).toContain("were not compared");
  });

  it("says that an identity was never applied, and that a plan failed", () => {
    const early = {
      text: "  not planned: it needs prod--shared-identity, which has never been applied",
      status: "0",
    };

    expect(reviewMarkdown({ ...review, plan: early })).toContain("which was never applied");
    expect(reviewMarkdown({ ...review, plan: { text: "Error", status: "1" } })).toContain(
      "> [!WARNING]\n> The plan failed.",
    );
    expect(reviewMarkdown({ ...review, plan: { skipped: "No plan: a fork." } })).toContain(
      "### Plan of prod\n\nNo plan: a fork.",
    );
  });

  it("keeps what was printed inside of its block, whatever it contains", () => {
    const text = "````\n</details>\n@somebody\n`";

    expect(reviewMarkdown({ ...review, plan: { text, status: "0" } })).toContain(
      `\`\`\`\`\`text\n${text}\n\`\`\`\`\``,
    );
  });

  it("fits into a comment of GitHub, and says that it is cut", () => {
    const text = Array(20_000).fill("resource …ä").join("\n");
    const long = reviewMarkdown({
      ...review,
      routes: { text, status: "3" },
      plan: { text, status: "0" },
    });

    expect(Buffer.byteLength(long)).toBeLessThan(65_536);
    expect(Buffer.byteLength(long)).toBeGreaterThan(50_000);
    expect(long.match(/… cut here: \d+ of 20000 lines are shown\./g)).toHaveLength(2);
  });
});

describe("a text that is cut", () => {
  it("stays as it is when it is short enough", () => {
    expect(cutText("one\ntwo", 7)).toBe("one\ntwo");
  });

  it("keeps whole lines within the limit", () => {
    const text = Array.from({ length: 100 }, (_, line) => `line ${line}`).join("\n");
    const cut = cutText(text, 200);

    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(200);
    expect(cut).toMatch(/^line 0\nline 1\n[\s\S]*\n… cut here: \d+ of 100 lines are shown/);
  });
});
