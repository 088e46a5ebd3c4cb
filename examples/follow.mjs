// Keeps a copy of your cases in a JSON file: reads all of them once, and then only what changed. Node 18 or newer.
// WAYSTATION_URL=http://127.0.0.1:8080/graphql WAYSTATION_TOKEN=… node follow.mjs copy.json [--once]
import { readFile, rename, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const DOCUMENT = `
  query Begin { changes { position } }
  query Cases($after: String) { cases(first: 100, after: $after) { nodes { ...Held } pageInfo { hasNextPage endCursor } } }
  query Changes($since: ChangesPosition!) { changes(since: $since, first: 100) { cases { ...Held } left position hasMore } }
  fragment Held on Case {
    id reference version statusGroup status priority nextReviewOn riskLevel centre { code } assignedWorker { displayName }
    person { initials ageBand sex } referrals(first: 10) { nodes { id reference version state urgency service { name } } }
  }`
const { WAYSTATION_URL, WAYSTATION_TOKEN } = process.env
const [file, once] = [process.argv[2], process.argv.includes('--once')]

async function ask(operationName, variables = {}) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${WAYSTATION_TOKEN}` }
  const body = JSON.stringify({ query: DOCUMENT, operationName, variables })
  const response = await fetch(WAYSTATION_URL, { method: 'POST', headers, body, signal: AbortSignal.timeout(60_000) })
  const { data, errors } = await response.json()
  if (errors) throw Object.assign(new Error(errors[0].message), errors[0].extensions)
  return data
}

// The position comes first: what changes while the pages are read is told afterwards.
async function begin() {
  const [{ position }, cases] = [(await ask('Begin')).changes, {}]
  for (let page = { hasNextPage: true, endCursor: null }; page.hasNextPage; ) {
    const { nodes, pageInfo } = (await ask('Cases', { after: page.endCursor })).cases
    for (const it of nodes) cases[it.id] = it
    page = pageInfo
  }
  return { position, cases }
}

async function round() {
  copy ??= await begin()
  for (let [changed, left, more] = [0, 0, true]; more; ) {
    const page = (await ask('Changes', { since: copy.position })).changes
    for (const it of page.cases) copy.cases[it.id] = it
    for (const id of page.left) delete copy.cases[id]
    copy.position = page.position
    // A new file takes the place of the old one, so that an interruption leaves one of them whole.
    await writeFile(`${file}.new`, JSON.stringify(copy), { mode: 0o600 }).then(() => rename(`${file}.new`, file))
    ;[changed, left, more] = [changed + page.cases.length, left + page.left.length, page.hasMore]
    if (!more) console.log(`changed ${changed}, left ${left}, held ${Object.keys(copy.cases).length}`)
  }
}

let copy = await readFile(file, 'utf8').then(JSON.parse, () => null)
for (let failures = 0; ; ) {
  const failure = await round().then(() => null, (error) => error)
  if (failure) console.error(`${failure.code ?? failure.name}: ${failure.message}`)
  const anew = copy && ['POSITION_EXPIRED', 'INVALID_POSITION'].includes(failure?.code)
  if (anew) copy = null
  if (once && !anew) process.exit(failure ? 1 : 0)
  failures = failure ? failures + 1 : 0
  if (!anew || failures > 1) await sleep(Math.min(30 * 2 ** failures, 600) * (500 + 500 * Math.random()))
}
