// What a program does that `daypass exec` starts: it finds the connection in its environment, and the password in a file, as psql does.
import pg from 'pg'

const client = new pg.Client()
await client.connect()
const { rows } = await client.query(process.argv[2] ?? '')
console.log(JSON.stringify(rows))
await client.end()
