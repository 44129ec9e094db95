import createFastify from "fastify";
import { albAuth } from "../../../fastify.ts";
import { type Subject, serve, shownIdentity } from "../subject.ts";

export const fastify: Subject = {
  name: "alb-auth/fastify",
  isInProcess: true,
  async start({ options }) {
    const app = createFastify();
    app.register(albAuth, options);
    app.get("/", async ({ identity }) => identity && shownIdentity(identity));
    await app.ready();
    return serve(app.routing);
  },
};
