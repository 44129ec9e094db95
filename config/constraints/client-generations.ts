import { eachApplication } from "./applications";

/** The two app clients of a rotation are different ones. */
export const checkClientGenerations = eachApplication(
  ({ clientGeneration, additionalClientGeneration }, base) =>
    clientGeneration !== additionalClientGeneration
      ? []
      : [
          {
            path: [...base, "additionalClientGeneration"],
            message: `must differ from clientGeneration, which is ${clientGeneration}: it is the app client that exists beside that one`,
            fix: `use ${clientGeneration + 1} to begin a rotation, or remove additionalClientGeneration`,
          },
        ],
);
