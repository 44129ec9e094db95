// A program as it runs on ECS: it knows its load balancer, user pool and app client, and nothing of
// the emulator. The libraries fetch keys at the addresses of AWS.
import { createServer } from "node:http";
import { AlbJwtVerifier, CognitoJwtVerifier } from "aws-jwt-verify";

const {
  ALB_ARN,
  COGNITO_USER_POOL_ID: userPoolId,
  COGNITO_CLIENT_ID: clientId,
  PORT,
} = process.env;
const region = userPoolId.split("_")[0];

const albVerifier = AlbJwtVerifier.create({
  albArn: ALB_ARN,
  clientId,
  issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
});
const accessTokenVerifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: "access" });

const server = createServer(async (request, response) => {
  if (request.url === "/health") return response.end("ok\n");
  try {
    const user = await albVerifier.verify(request.headers["x-amzn-oidc-data"] ?? "");
    const access = await accessTokenVerifier.verify(
      request.headers["x-amzn-oidc-accesstoken"] ?? "",
    );
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ hello: user.email, scope: access.scope }));
  } catch (error) {
    response.statusCode = 401;
    response.end(`${error.message}\n`);
  }
});
server.listen(Number(PORT));
process.once("SIGTERM", () => process.exit());
