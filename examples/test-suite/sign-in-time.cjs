/** The fastest of three sign-ins, in milliseconds: other programs may use the processor meanwhile. */
exports.signInTime = async (emulator) => {
  const times = [];
  for (let count = 0; count < 3; count++) {
    const started = performance.now();
    await emulator.signIn("anna@example.com", emulator.urls.tasks);
    times.push(performance.now() - started);
  }
  return Math.min(...times);
};
