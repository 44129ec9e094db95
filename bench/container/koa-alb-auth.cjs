const Koa = require("koa");
const { albAuth } = require("alb-auth/koa");

const app = new Koa();
app.use((ctx, next) => {
  if (ctx.path !== "/healthz") return next();
  ctx.body = { status: "ok" };
});
app.use(
  albAuth({
    loadBalancerArns: [process.env.ALB_ARN],
    clientIds: [process.env.COGNITO_CLIENT_ID],
    issuer: process.env.COGNITO_ISSUER,
  }),
);
const server = app.listen(Number(process.env.PORT), () => {
  process.stdout.write(`{"port":${server.address().port}}\n`);
});
