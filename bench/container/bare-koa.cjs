const Koa = require("koa");

const app = new Koa();
app.use((ctx) => {
  ctx.body = { status: "ok" };
});
const server = app.listen(Number(process.env.PORT), () => {
  process.stdout.write(`{"port":${server.address().port}}\n`);
});
