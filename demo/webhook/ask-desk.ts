// A program that knows no Daypass: it takes its key from the environment.
const answer = await fetch(`${process.argv[2]}/orders`, {
  headers: { authorization: `Bearer ${process.env.ORDERS_KEY}` },
})
console.log(`GET /orders answered ${answer.status}: ${(await answer.text()).trim()}`)
process.exitCode = answer.ok ? 0 : 1
