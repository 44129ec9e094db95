const { AlbVerifier } = require("alb-auth");
const { albAuth, handleAlbAuthError, requireGroups } = require("alb-auth/express");
const express = require("express");

/** @param environment Variables of the container. */
exports.createApp = (environment) => {
  const app = express();
  app.use(albAuth({ verifier: AlbVerifier.fromEnvironment(environment) }));
  app.get("/", (request, response) => {
    response.send(`Hello, ${request.identity.email}`);
  });
  app.get("/admin", requireGroups("admins"), (_request, response) => {
    response.send("Hello, admin");
  });
  app.use(handleAlbAuthError);
  return app;
};
