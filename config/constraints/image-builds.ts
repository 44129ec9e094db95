import { eachApplication } from "./applications";

/** A service has a fixed image or one that is built here. */
export const checkImageBuilds = eachApplication(({ services }, base) =>
  Object.entries(services).flatMap(([name, { image, build }]) =>
    image === undefined || build === undefined
      ? []
      : [
          {
            path: [...base, "services", name, "build"],
            message: "has no effect beside image: what it builds would never be deployed",
            fix: "remove image to deploy what is built here, or remove build",
          },
        ],
  ),
);
