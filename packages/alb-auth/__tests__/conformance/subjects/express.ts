import express from "express";
import { albAuth, handleAlbAuthError } from "../../../express.ts";
import type { Identity } from "../../../index.ts";
import { type Subject, serve, shownIdentity } from "../subject.ts";

export const expressAdapter: Subject = {
  name: "alb-auth/express",
  isInProcess: true,
  start: ({ options }) => {
    const app = express();
    app.use(albAuth(options));
    app.get("/", (request, response) => {
      response.json(shownIdentity(request.identity as Identity));
    });
    app.use(handleAlbAuthError);
    return serve(app);
  },
};
