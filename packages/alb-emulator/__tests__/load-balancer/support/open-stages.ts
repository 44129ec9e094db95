import { forward, model, paths, rule } from "./model.ts";
import { type Stage, type StageOptions, setStage } from "./stage.ts";

/**
 * Declares that stages are closed after each test.
 * @returns a function that sets a stage; without rules, it forwards every path without a sign-in
 */
export function openStages() {
  const stages: Stage[] = [];
  afterEach(async () => {
    await Promise.all(stages.splice(0).map((stage) => stage.close()));
  });
  return async (
    options: StageOptions = {},
    changes: Parameters<typeof model>[1] = {},
    rules = [rule(1, [paths("/*")], forward)],
  ) => {
    const stage = await setStage(model(rules, changes), options);
    stages.push(stage);
    return stage;
  };
}
