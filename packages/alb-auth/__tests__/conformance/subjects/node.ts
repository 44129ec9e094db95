import { albAuth } from "../../../node.ts";
import { type Subject, serve, shownIdentity } from "../subject.ts";

export const node: Subject = {
  name: "alb-auth/node",
  isInProcess: true,
  start: ({ options }) =>
    serve(
      albAuth(options, (request, response) => {
        response.end(JSON.stringify(shownIdentity(request.identity)));
      }),
    ),
};
