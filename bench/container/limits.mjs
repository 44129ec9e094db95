/** Bare Koa and the raw verification of exactly what is new, by case: what no verification can beat. */
export const limits = { a: "koa + raw ES256", c: "koa + raw ES256 + raw RS256" };
