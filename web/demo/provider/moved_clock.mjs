// When the demo lives on a coming day, its sign-in provider must too: tokens say when they were made.
const ahead = Number(process.env.CLOCK_AHEAD ?? 0) * 1000
if (ahead) {
  const Now = Date
  globalThis.Date = class extends Now {
    constructor(...given) { given.length ? super(...given) : super(Now.now() + ahead) }
    static now() { return Now.now() + ahead }
  }
}
